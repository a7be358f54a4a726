// Which pages fit a query, the best first. Knows no page and no language: no list of endings, no
// stop words, so that a language needs nothing but its words.
import { wordsOf } from "./folding.js";

// A word of up to three letters (of, der, les, ve) says little: a page may lack it.
const isLong = (word) => word.length > 3;

const NUMBER = /\p{N}/u;

// What a word is worth in each field; most where it is all that the field says. Facts, a date and
// a country, are worth more than the text of the list that has them all.
const FIELDS = { title: 3, kind: 2, about: 2, facts: 1.1, text: 0.6, other: 0.6, serves: 0.3 };
const RUNNING = new Set(["facts", "text", "other", "serves"]);

/**
 * How well a word of the index answers one of a query: 1 if it is the same, 0 if not at all.
 * Where the index has the very word (`known`), one that shares less than three letters in four
 * with it is hardly meant: vales is no ending of valley.
 */
export const closeness = (asked, word, known = false) => {
  if (asked === word) return 1;
  const shorter = Math.min(asked.length, word.length);
  let shared = 0;
  while (shared < shorter && asked[shared] === word[shared]) shared += 1;
  const [left, spare] = [asked.length - shared, word.length - shared];
  // Other endings: klastru, klastry. The stem is at least half of what was typed. Numbers have no
  // endings: 2016 is not 2017.
  const half = shared >= (asked.length > 5 ? 4 : 3) && shared * 2 >= asked.length;
  const stem = half && !NUMBER.test(asked);
  if (stem && left <= 3 && spare <= 3) {
    const other = known && left && shared * 4 < Math.max(asked.length, word.length) * 3;
    return (other ? 0.3 : 1) * (1 - 0.05 * Math.max(left, spare));
  }
  // A beginning, typed so far or of a compound: Wasser, Wasseraufbereitung.
  if (!left) return 0.5 + 0.3 * (shared / word.length);
  // Another ending of the beginning of a compound, or a longer ending: managing, management.
  if (stem && shared >= 5 && left <= 3) return 0.3 + 0.3 * (shared / word.length);
  // Within a compound: Vereinbarung, Finanzhilfevereinbarung.
  return asked.length > 4 && word.includes(asked) ? 0.5 : 0;
};

/** Whether two words differ by no more than one letter in five (Levenshtein's distance). */
const isSlip = (asked, word) => {
  const bound = NUMBER.test(asked) ? 0 : Math.round(asked.length / 5);
  if (!bound || Math.abs(asked.length - word.length) > bound) return false;
  let before = Array.from({ length: word.length + 1 }, (_, at) => at);
  for (let row = 1; row <= asked.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= word.length; at += 1) {
      const changed = before[at - 1] + (asked[row - 1] === word[at - 1] ? 0 : 1);
      now.push(Math.min(changed, before[at] + 1, now[at - 1] + 1));
    }
    before = now;
  }
  return before[word.length] <= bound;
};

const above = (path) => path.replace(/[^/]+\/?$/, "");

// Where entries fit equally well: people (a place on a page), records, of which outcomes are the
// most, pages, lists of records, the home page. A term of the glossary comes after the pages that
// are about it, news after the outcome that they tell of.
const rank = ({ path, kind }, lists) => {
  if (!path) return 0;
  if (path.includes("#")) return path.startsWith("glossary/") ? -2.1 : 0.6;
  if (path.startsWith("news/") && kind) return -0.3;
  if (kind) return path.startsWith("outcomes/") ? 0.3 : 0.5;
  return lists.has(path) ? 0.2 : 0.25;
};
const LAST = -10; // pages about the site itself, unless the query is their title

// How much less a synonym is worth than the word itself.
const SYNONYM = 0.7;

// For each word of the index: which pages have it, in which field, and what it is worth there.
const indexed = (entries, lists) => {
  const index = new Map();
  entries.forEach((entry, page) => {
    // What a list lists is asked for as often as its title: clusters, the consortium.
    const own = lists.has(entry.path) ? { ...FIELDS, about: FIELDS.title } : FIELDS;
    for (const [field, weight] of Object.entries(own)) {
      const worth = new Map();
      for (const piece of [entry[field] ?? []].flat()) {
        const words = wordsOf(piece);
        const long = words.filter(isLong).length || 1;
        const each = RUNNING.has(field) ? weight : weight * (0.5 + 0.5 / long);
        for (const word of words) worth.set(word, Math.max(each, worth.get(word) ?? 0));
      }
      for (const [word, value] of worth) {
        if (!index.has(word)) index.set(word, []);
        index.get(word).push([page, field, value]);
      }
    }
  });
  return index;
};

// For each word of a query the words that the site says for it: firm, SME. A line of synonyms is
// asked for where all words of one of its terms are: press release.
const meant = (asked, synonyms, index) => {
  const found = new Map(asked.map((word) => [word, []]));
  for (const [first, ...others] of synonyms) {
    for (const term of others) {
      const close = (one, word) => closeness(one, word, index.has(one)) >= 0.8;
      const words = wordsOf(term).map((word) => asked.find((one) => close(one, word)));
      if (words.every(Boolean)) for (const word of words) found.get(word).push(...wordsOf(first));
    }
  }
  return found;
};

/**
 * A function from a query to what it finds: [{entry, words}], the words being those that fit.
 * Synonyms are lines of terms, the first of which is what the site says.
 */
export const searcher = (entries, synonyms = []) => {
  const lists = new Set(entries.filter(({ kind }) => kind).map(({ path }) => above(path)));
  const index = indexed(entries, lists);

  // The pages that answer one word of a query: what that is worth, and by which words.
  const answers = (near) => {
    const found = new Map();
    for (const [word, places] of index) {
      const fit = near(word);
      if (!fit) continue;
      for (const [page, field, value] of places) {
        if (!found.has(page)) found.set(page, { fields: {}, words: new Set() });
        const { fields, words } = found.get(page);
        fields[field] = Math.max(fields[field] ?? 0, fit * value);
        words.add(word);
      }
    }
    // The best field counts, the others a fifth of theirs.
    for (const answer of found.values()) {
      const values = Object.values(answer.fields);
      answer.value = 0.8 * Math.max(...values) + 0.2 * values.reduce((sum, value) => sum + value, 0);
    }
    return found;
  };

  const ask = (asked, forgiving) => {
    const needed = asked.some(isLong) ? asked.filter(isLong) : asked;
    const said = meant(asked, synonyms, index);
    const near = (one) => {
      const known = index.has(one);
      const fit = (word) => closeness(one, word, known) || (forgiving && isSlip(one, word) ? 0.2 : 0);
      const alike = (word) => said.get(one).map((other) => SYNONYM * closeness(other, word, true));
      return (word) => Math.max(fit(word), ...alike(word));
    };
    const [first, ...others] = needed.map((one) => answers(near(one)));
    const pages = [...(first?.keys() ?? [])].filter((page) => others.every((other) => other.has(page)));
    const last = asked.at(-1);
    const spare = asked
      .filter((one) => !needed.includes(one))
      .map((one) => answers((word) => (word === one ? 1 : one === last && word.startsWith(one) ? 0.5 : 0)));
    return pages
      .map((page) => {
        const all = [first, ...others].map((each) => each.get(page));
        const more = spare.map((each) => each.get(page)).filter(Boolean);
        // The geometric mean: a page must answer each word well, not one of them very well.
        const mean = all.reduce((product, { value }) => product * value, 1) ** (1 / all.length);
        const extra = more.reduce((sum, { value }) => sum + 0.1 * value, 0);
        const words = new Set([...all, ...more].flatMap((each) => [...each.words]));
        const entry = entries[page];
        const late = entry.last && !all.every(({ fields }) => fields.title) ? LAST : 0;
        return { entry, words, value: mean + extra + rank(entry, lists) + late };
      })
      .sort((one, other) => other.value - one.value);
  };

  // WP 3 is WP3 where that is a word of the index.
  const isCode = (letters, number) =>
    /^\p{L}{1,3}$/u.test(letters) && /^\p{N}+$/u.test(number) && index.has(letters + number);
  const joined = (words) =>
    words.flatMap((word, at) => {
      if (isCode(word, words[at + 1])) return [word + words[at + 1]];
      return isCode(words[at - 1], word) ? [] : [word];
    });

  return (query) => {
    const asked = [...new Set(joined(wordsOf(query)))];
    const found = ask(asked, false);
    // Nothing has all the words: forgive a letter in five.
    return found.length ? found : ask(asked, true);
  };
};
