// Data files as text: read, and written so that a change touches the lines of that change alone.
// The layout is that of hooks/projectsite/files/yaml/canonical.py. Every value is a text, as the site
// reads it.

import { FAILSAFE_SCHEMA, load } from "./vendor/js-yaml.mjs";

const WIDTH = 98; // of folded lines, as in files/yaml/styles.py
const LIMIT = 100; // columns of a line before a new text is folded, as in files/yaml/amending.py
const KEY = /^([\w-]+):(?: |$)/;
// What programs read as a number, a date, a yes or a nothing (YAML 1.1) where a text is meant.
const TYPED = /^([-+]?[.\d][\d.,:_+-]*(e[-+]?\d+)?|\d{4}-\d\d?-\d\d?.*|0[xob]\w+|[-+]?\.(inf|nan)|y|n|yes|no|on|off|true|false|null|~|=|<<)$/i;

const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const same = (one, other) => JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));

function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key])]));
}

// The record of a file.
export function parse(text) {
  return cleaned(load(text, { schema: FAILSAFE_SCHEMA })) ?? {};
}

// A value without what is empty; texts without the line end that a bar adds.
function cleaned(value) {
  if (value === null || value === undefined || value === "") return undefined;
  if (Array.isArray(value)) {
    const items = value.map(cleaned).filter((item) => item !== undefined);
    return items.length ? items : undefined;
  }
  if (!isMap(value)) return String(value).replace(/\r\n?/g, "\n").replace(/\n+$/, "") || undefined;
  const entries = Object.entries(value).map(([key, inner]) => [key, cleaned(inner)]);
  const kept = entries.filter(([, inner]) => inner !== undefined);
  return kept.length ? Object.fromEntries(kept) : undefined;
}

// The text of a new file.
export function begun(record, schema) {
  const head = schema ? [`# yaml-language-server: $schema=${schema}`] : [];
  return [...head, ...entries(cleaned(record) ?? {}, 0)].join("\n") + "\n";
}

// The text of a file with another record in it: lines of what is the same stay as they are.
export function amended(text, record) {
  const body = text.replace(/\n*$/, "");
  const [before, after] = [parse(body), cleaned(record) ?? {}];
  if (same(before, after)) return `${body}\n`;
  let written = "";
  try {
    written = map(body.split("\n"), 0, before, after).join("\n");
    if (!same(parse(written), after)) written = "";
  } catch (error) {
    if (!(error instanceof OtherLayout || error.name === "YAMLException")) throw error;
    written = "";
  }
  if (!written) {
    const head = body.split("\n").findIndex((line) => line && !line.startsWith("#"));
    written = [...body.split("\n").slice(0, head), ...entries(after, 0)].join("\n");
    if (!same(parse(written), after)) throw new Error("This record cannot be written as YAML.");
  }
  return `${written}\n`;
}

// The lines are laid out otherwise than ours: all of the file is written anew.
class OtherLayout extends Error {}

// The lines of each key or entry at an indentation, with the comments above it.
function parted(lines, indent, begins) {
  const blanks = " ".repeat(indent);
  const parts = [];
  let above = [];
  for (const line of lines) {
    const within = line.startsWith(blanks) ? line.slice(indent) : "";
    const begun = begins.exec(within);
    if (begun) parts.push({ key: begun[1], above, lines: [line] });
    else if (line === "" || within.startsWith("#") || isComment(line, indent, parts)) {
      above.push(line);
      continue;
    } else if (parts.length) parts.at(-1).lines.push(...above, line);
    else throw new OtherLayout();
    above = [];
  }
  return { parts, below: above };
}

// A comment that stands elsewhere than the keys: no text is open there, of which it could be a line.
const isComment = (line, indent, parts) =>
  line.trimStart().startsWith("#") && (!parts.length || line.search(/\S/) < indent);

function map(lines, indent, before, after) {
  const { parts, below } = parted(lines, indent, KEY);
  const known = parts.map(({ key }) => key);
  if (!same(known.toSorted(), Object.keys(before).toSorted())) throw new OtherLayout();
  const written = [];
  for (const key of arranged(known, Object.keys(after))) {
    const part = parts.find((one) => one.key === key);
    if (!part) written.push(...entry(key, after[key], indent, inLanguages(after)));
    else if (same(before[key], after[key])) written.push(...part.above, ...part.lines);
    else written.push(...part.above, ...value(part, indent, before[key], after));
  }
  return [...written, ...below];
}

// The keys in the order of the file; a new one behind the last of those that stand before it.
function arranged(known, wanted) {
  const order = known.filter((key) => wanted.includes(key));
  wanted.forEach((key, at) => {
    if (order.includes(key)) return;
    const places = wanted.slice(0, at).map((earlier) => order.indexOf(earlier));
    order.splice(Math.max(-1, ...places) + 1, 0, key);
  });
  return order;
}

function value({ key, lines }, indent, before, record) {
  const after = record[key];
  const [head, ...inner] = lines;
  const below = head.trimEnd() === `${" ".repeat(indent)}${key}:`;
  if (below && isMap(before) && isMap(after)) return [head, ...map(inner, indent + 2, before, after)];
  if (below && Array.isArray(before) && Array.isArray(after) && after.every(isMap)) {
    return [head, ...list(inner, indent + 2, before, after)];
  }
  return entry(key, after, indent, inLanguages(record), lines);
}

function list(lines, indent, before, after) {
  const { parts, below } = parted(lines, indent, /^(-) /);
  if (parts.length !== before.length) throw new OtherLayout();
  const left = parts.map((part, at) => ({ part, item: before[at] }));
  const written = after.flatMap((item, at) => {
    const found = left.findIndex((one) => one && same(one.item, item));
    const place = found < 0 && after.length === before.length ? at : found;
    const kept = left[place];
    if (!kept) return dashed(entries(item, indent + 2), indent);
    left[place] = undefined;
    if (found >= 0) return [...kept.part.above, ...kept.part.lines];
    const [first, ...others] = kept.part.lines;
    const open = [`${" ".repeat(indent + 2)}${first.slice(indent + 2)}`, ...others];
    return [...kept.part.above, ...dashed(map(open, indent + 2, kept.item, item), indent)];
  });
  return [...written, ...below];
}

function dashed([first, ...others], indent) {
  return [`${" ".repeat(indent)}- ${first.replace(/^ +/, "")}`, ...others];
}

const inLanguages = (record) => Object.keys(record).every((key) => /^[a-z]{2,3}$/.test(key) && key !== "id" && key !== "doi");

const entries = (record, indent) =>
  Object.keys(record).flatMap((key) => entry(key, record[key], indent, inLanguages(record)));

function entry(key, value, indent, text, lines = []) {
  const head = `${" ".repeat(indent)}${key}:`;
  if (isMap(value)) return [head, ...entries(value, indent + 2)];
  if (!Array.isArray(value)) return scalar(head, value, indent + 2, text, lines);
  if (value.every((item) => /^[\w.-]+$/.test(item))) return [`${head} [${value.join(", ")}]`];
  return [head, ...value.flatMap((item) => dashed(item_(item, indent + 4), indent + 2))];
}

const item_ = (item, indent) =>
  isMap(item) ? entries(item, indent) : scalar("", item, indent, false, []);

// A text behind its key, or below it: in the style of the lines that it replaces.
function scalar(head, text, indent, words, [first = "", ...others]) {
  const blanks = " ".repeat(indent);
  const style = /: ([>|])/.exec(first)?.[1];
  const lines = text.split("\n");
  const clean = !/^[ \n]/.test(text) && !lines.some((line) => line.endsWith(" "));
  if (clean && (lines.length > 1 || style === "|")) {
    return [`${head} |`, ...lines.map((line) => line && blanks + line)];
  }
  const inline = quoted(text, words, /: (["'])/.exec(first)?.[1]);
  const long = head && `${head} ${inline}`.length > LIMIT && text.includes(" ");
  if (clean && (style === ">" || (long && !others.length && !first))) {
    const kept = others.map((line) => line.trim());
    return [`${head} >-`, ...folded(text, WIDTH - indent, kept).map((line) => blanks + line)];
  }
  return [head ? `${head} ${inline}` : inline];
}

// The words in lines; those of before with which the text still begins stay as they are.
function folded(text, width, kept) {
  const lines = [];
  for (const line of kept) {
    if (!text.startsWith(`${line} `)) break;
    lines.push(line);
    text = text.slice(line.length + 1);
  }
  const rest = text.match(new RegExp(`(?:.{1,${width}}|.+?)(?:(?<=[^ ]) (?=[^ ])|$)`, "gu")) ?? [];
  return [...lines, ...rest.map((line) => line.replace(/ $/, ""))];
}

function quoted(text, words, marks) {
  const double = JSON.stringify(text);
  if (marks === '"') return double;
  const single = `'${text.replaceAll("'", "''")}'`;
  if (marks === "'") return reads(single, text) ? single : double;
  const forms = words && TYPED.test(text) ? [] : [text];
  forms.push(/["\\]/.test(text) ? single : `"${text}"`);
  return forms.find((form) => reads(form, text)) ?? double;
}

function reads(form, text) {
  try {
    return same(load(`k: ${form}\nl: m`, { schema: FAILSAFE_SCHEMA }), { k: text, l: "m" });
  } catch {
    return false;
  }
}
