// The orders that tests/test_collation.py holds the site to, by ICU's collation, which Node brings
// (made with Node 20.20, ICU 78, CLDR 48): node tests/collation/make_orders.mjs
// One file a language: names of countries and languages as CLDR has them in the language, and
// words that are made of its letters. Each line sorts after the one before it.
import { writeFileSync } from "node:fs";

const LETTERS = {
  bg: "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ь ю я ѝ a z",
  cs: "a á b c č d ď e é ě f g h ch i í j k l m n ň o ó p r ř s š t ť u ú ů v w x y ý z ž",
  da: "a b c d e é f g h i j k l m n o p q r s t th u ü v w x y z æ ä ø ö å aa đ ð þ",
  de: "a ä b c d e f g h i j k l m n o ö p q r s ß ss t u ü v w x y z é ae",
  el: "α ά β γ δ ε έ ζ η ή θ ι ί ϊ ΐ κ λ μ ν ξ ο ό π ρ σ ς τ υ ύ ϋ φ χ ψ ω ώ a z",
  en: "a b c d e é f g h i ï j k l m n ñ o ö p q r s t u v w x y z æ œ",
  es: "a á b c ch d e é f g h i í j k l ll m n ñ o ó p q r s t u ú ü v w x y z",
  et: "a b c d e f g h i j k l m n o p q r s š z ž t u v w õ ä ö ü x y",
  fi: "a b c d e f g h i j k l m n o p q r s š t u v w x y ü z ž å ä ö æ ø",
  fr: "a à â b c ç d e é è ê ë f g h i î ï j k l m n o ô œ p q r s t u ù û ü v w x y ÿ z æ",
  ga: "a á b c d e é f g h i í l m n o ó p r s t u ú v",
  hr: "a b c č ć d dž đ e f g h i j k l lj m n nj o p r s š t u v z ž",
  hu: "a á b c cs ccs d dz dzs e é f g gy ggy h i í j k l ly m n ny o ó ö ő p r s sz ssz t ty u ú ü ű v z zs",
  it: "a à b c d e è é f g h i ì î l m n o ò p q r s t u ù v z j k w x y",
  lt: "a ą b c č d e ę ė f g h i į y j k l m n o p r s š t u ų ū v z ž",
  lv: "a ā b c č d e ē f g ģ h i ī y j k ķ l ļ m n ņ o p r s š t u ū v z ž",
  mt: "a à b ċ c d e f ġ g għ h ħ i ie j k l m n o p q r s t u v w x ż z",
  nl: "a ä b c d e é ë f g h i ï ij j k l m n o ö p q r s t u ü v w x y z",
  pl: "a ą b c ć d e ę f g h i j k l ł m n ń o ó p r s ś t u w y z ź ż v",
  pt: "a á à â ã b c ç d e é ê f g h i í j k l m n o ó ô õ p q r s t u ú v x z",
  ro: "a ă â b c d e f g h i î j k l m n o p q r s ș ş t ț ţ u v w x y z",
  sk: "a á ä b c č d ď e é f g h ch i í j k l ĺ ľ m n ň o ó ô p r ŕ s š t ť u ú v y ý z ž",
  sl: "a b c č ć d đ e f g h i j k l m n o p r s š t u v z ž",
  sv: "a b c d e é f g h i j k l m n o p q r s t u ü v w x y z å ä ö æ ø ð þ",
};
const SIGNS = [" ", "-", "’", " – ", ", ", "1", "2", "."];

let state = 1;
const pick = (list) => {
  state = (state * 48271) % 2147483647; // Lehmer's generator: the same words each time
  return list[state % list.length];
};
const cased = (letter) => {
  const way = pick([0, 0, 0, 0, 1, 2]);
  if (way === 0) return letter;
  return way === 1 ? letter.toUpperCase() : letter[0].toUpperCase() + letter.slice(1);
};
const word = (letters) => {
  const length = pick([1, 2, 3, 3, 4]);
  let made = "";
  for (let at = 0; at < length; at += 1) made += cased(pick(letters));
  return pick([0, 0, 0, 0, 1]) ? made + pick(SIGNS) + cased(pick(letters)) : made;
};

for (const [locale, alphabet] of Object.entries(LETTERS)) {
  const letters = alphabet.split(" ");
  const words = new Set(letters);
  for (const type of ["region", "language"]) {
    const names = new Intl.DisplayNames(locale, { type, fallback: "none" });
    for (const one of "abcdefghijklmnopqrstuvwxyz") {
      for (const two of "abcdefghijklmnopqrstuvwxyz") {
        const code = type === "region" ? (one + two).toUpperCase() : one + two;
        const name = names.of(code);
        if (name) words.add(name);
      }
    }
  }
  // Few letters, so that accents and capitals decide; then all of them.
  const few = [0, 1, 2].map(() => pick(letters));
  for (let at = 0; at < 60; at += 1) words.add(word([...few, ...letters.slice(-4)]));
  while (words.size < 640) words.add(word(letters));
  const collator = new Intl.Collator(locale);
  const distinct = [...words].map((one) => one.trim().normalize("NFC")).filter(Boolean).sort(collator.compare);
  const lines = distinct.filter((one, at) => at === 0 || collator.compare(distinct[at - 1], one) < 0);
  writeFileSync(new URL(`${locale}.txt`, import.meta.url), `${lines.join("\n")}\n`);
}
