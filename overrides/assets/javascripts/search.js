// What happens in the search once it is open. project.js opens it, and loads this then.
import { fold, wordsOf } from "./folding.js";
import { searcher } from "./ranking.js";

const SHOWN = 20;
const LENGTH = 160; // of an excerpt, in characters
const BEFORE = 60; // of them, before the first word that was found

// The words around the first hit, or the beginning.
const excerpt = (text, found) => {
  const hit = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].find(([word]) => found.has(fold(word)));
  const start = Math.max(0, (hit?.index ?? 0) - BEFORE);
  const from = start ? text.indexOf(" ", start) + 1 : 0;
  const piece = text.slice(from, from + LENGTH);
  return { hit, text: (from ? "… " : "") + piece + (from + LENGTH < text.length ? " …" : "") };
};

// The excerpt from what is in the page's language, unless only the rest has a word that was found.
const told = ({ text = "", other = "", other_lang }, found) => {
  const [here, there] = [excerpt(text, found), excerpt(other, found)];
  if (!other || here.hit || (text && !there.hit)) return document.createTextNode(here.text);
  const span = document.createElement("span");
  span.lang = other_lang;
  span.textContent = there.text;
  return span;
};

const item = ({ entry, words }, base) => {
  const link = document.createElement("a");
  link.href = new URL(base + entry.path, document.baseURI);
  link.textContent = entry.title;
  if (entry.lang) link.lang = entry.lang;
  const about = document.createElement("p");
  // What a record is and deals with; for a page of prose that would be its headings.
  const facts = entry.kind ? [entry.kind, ...(entry.about ?? [])] : [];
  // The date, the country, the work package: where they are what was asked for, and not only by
  // a word such as de.
  const asked = (word) => words.has(word) && (word.length > 3 || /\p{N}/u.test(word));
  const labels = [...(entry.facts ?? []), entry.serves ?? ""];
  facts.push(...labels.filter((label) => wordsOf(label).some(asked)));
  const rest = told(entry, words);
  about.append(facts.join(" · "), facts.length && rest.textContent ? " · " : "", rest);
  const line = document.createElement("li");
  line.append(link, about);
  return line;
};

/** Load the index and listen; returns a function that answers what stands in the field. */
export const start = async (dialog) => {
  const input = dialog.querySelector("input");
  const status = dialog.querySelector("[data-search-status]");
  const results = dialog.querySelector("[data-search-results]");
  const words = JSON.parse(dialog.dataset.words);
  const locale = document.documentElement.lang;
  const plural = new Intl.PluralRules(locale);
  const index = new URL(dialog.dataset.index, document.baseURI);
  const load = async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };
  const search = searcher(...(await Promise.all([load(index), load(new URL("synonyms.json", index))])));

  const answer = () => {
    const query = input.value.trim();
    // Signs and single letters, as in <b> or c++, would find nearly everything.
    const asked = wordsOf(query).some((word) => word.length > 1);
    const hits = asked ? search(query) : [];
    results.replaceChildren(...hits.slice(0, SHOWN).map((hit) => item(hit, dialog.dataset.base)));
    results.dataset.query = query;
    const form = words.count[plural.select(hits.length)] ?? words.count.other;
    if (!asked) status.textContent = words.hint;
    else if (!hits.length) status.textContent = words.none.replace("{query}", () => query);
    else status.textContent = form.replace("{count}", hits.length.toLocaleString(locale));
  };
  input.addEventListener("input", answer);
  return answer;
};
