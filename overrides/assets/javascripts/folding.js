// How texts are compared, in the search and in the list of outcomes alike.

// Letters that Unicode does not take apart into a letter and a mark.
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ" };

/** A text without accents and capitals: Školení, ŠKOLENÍ and skoleni are one. */
export const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[ßæœøłđðþıς]/g, (letter) => LETTERS[letter]);

/** The words of a text, folded. */
export const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
