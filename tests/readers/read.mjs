// Reads the files named on its command line and prints what stands in them as one line of JSON a
// file: {"file": …, "items": […]} for citations, "references" for their entries in styles, "events"
// for calendars, "cards" for vCards, "preview" for what a chat shows of a link, or "error". Each is
// read by a library that is not the writer: Citation.js, ical.js, open-graph-scraper.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
require("@citation-js/plugin-ris");
require("@citation-js/plugin-csl");
const openGraph = require("open-graph-scraper-lite");
const ICAL = require("ical.js").default ?? require("ical.js");

const FORMATS = {
  bib: ["@biblatex/text", citations],
  ris: ["@ris/file", citations],
  json: ["@csl/list+object", (text, form) => citations(JSON.parse(text), form)],
  style: ["@csl/list+object", (text, form) => references(JSON.parse(text), form)],
  ics: ["", calendar],
  vcf: ["", cards],
  html: ["", preview],
};

function citations(input, forceType) {
  const items = new Cite(input, { forceType, generateGraph: false, strict: true }).data;
  return { items };
}

// What citeproc-js prints of each item, as text, in every style that Citation.js brings.
function references(input, forceType) {
  const cite = new Cite(input, { forceType, generateGraph: false, strict: true });
  const styles = ["apa", "harvard1", "vancouver"];
  const printed = (template) =>
    cite.format("bibliography", { template, lang: "en-US", asEntryArray: true }).map(([, text]) => text);
  return { references: Object.fromEntries(styles.map((style) => [style, printed(style)])) };
}

function calendar(text) {
  const root = new ICAL.Component(ICAL.parse(text));
  const events = root.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const value = (name) => component.getFirstPropertyValue(name)?.toString() ?? null;
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      location: event.location,
      start: value("dtstart"),
      end: value("dtend"),
      allDay: event.startDate?.isDate ?? null,
      url: value("url"),
    };
  });
  return { name: root.getFirstPropertyValue("x-wr-calname"), events };
}

function cards(text) {
  // One card is parsed as a component, several as a list of them.
  const parsed = ICAL.parse(text);
  const found = Array.isArray(parsed[0]) ? parsed : [parsed];
  const names = ["version", "uid", "fn", "n", "org", "title", "role", "note", "url", "email", "lang"];
  return {
    cards: found.map((card) => {
      const component = new ICAL.Component(card);
      const values = names.map((name) => [name, component.getFirstPropertyValue(name)]);
      return Object.fromEntries(values.filter(([, value]) => value !== null));
    }),
  };
}

async function preview(html) {
  const { error, result } = await openGraph({ html });
  if (error) throw new Error(JSON.stringify(result));
  return { preview: result };
}

for (const file of process.argv.slice(2)) {
  let found;
  try {
    const [form, read] = FORMATS[file.split(".").pop()];
    found = await read(readFileSync(file, "utf8"), form);
  } catch (error) {
    found = { error: String(error) };
  }
  console.log(JSON.stringify({ file, ...found }));
}
