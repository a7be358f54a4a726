// Starts the form editor with the settings of this project. Its records are read and written by
// records.mjs: what nobody has changed stays as it stands in the file, comments too.

import { amended, begun, parse } from "./records.mjs";

window.CMS_MANUAL_INIT = true;
const { config, schemas } = await (await fetch("settings.json")).json();
const { default: CMS } = await import("./vendor/sveltia-cms.mjs");

const texts = new Map();
const keyOf = (format, record) => `${format}/${record.id ?? ""}`;

// The editor knows a file of docs/assets/ by its path, /name.pdf; a record has its name.
function withFiles(value, fields, change) {
  if (Array.isArray(value)) return value.map((item) => withFiles(item, fields, change));
  if (typeof value !== "object" || value === null) return value;
  const changed = { ...value };
  for (const { name, widget, fields: inner } of fields) {
    if (!(name in changed)) continue;
    if (widget === "file" && changed[name]) changed[name] = change(changed[name]);
    else if (inner) changed[name] = withFiles(changed[name], inner, change);
  }
  return changed;
}

function register({ format, fields }) {
  CMS.registerCustomFormat(format, "yml", {
    fromFile(text) {
      const record = parse(text);
      texts.set(keyOf(format, record), text);
      return withFiles(record, fields, (name) => `/${name}`);
    },
    toFile(content) {
      const record = withFiles(content, fields, (path) => path.replace(/^.*\//, ""));
      const text = texts.get(keyOf(format, record));
      return text === undefined ? begun(record, schemas[format]) : amended(text, record);
    },
  });
}

for (const collection of config.collections) (collection.files ?? [collection]).forEach(register);
CMS.init({ config });
