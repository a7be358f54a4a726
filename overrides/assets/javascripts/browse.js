// The list of outcomes: filters, words, sorting, all in the address. Without it the list is there
// and complete; with it the rows on the page are shown and hidden, or, where one page does not
// hold all, drawn from a table that is fetched when it is first needed.
import { wordsOf } from "./folding.js";

(() => {
  const root = document.querySelector("[data-browse]");
  if (!root) return;
  const part = (name) => root.querySelector(`[data-browse-${name}]`);
  const [filters, form, bar, chips, clear] = ["filters", "form", "bar", "chips", "clear"].map(part);
  const [status, brief, none, more] = ["status", "brief", "none", "more"].map(part);
  const [pager, blank] = ["pager", "row"].map(part);
  const words = JSON.parse(root.dataset.words);
  const locale = document.documentElement.lang;
  const plural = new Intl.PluralRules(locale);
  const whole = status.textContent;
  const STEP = 100; // rows that are drawn at a time
  const SORTS = [...form.sort.options].map((option) => option.value);

  // What is typed together must stand together, whatever sign joins it: l'eau, Bronze-Label.
  const plain = (text) => wordsOf(text).join(" ");
  const terms = () => {
    const typed = form.q.value.split(/\s+/).filter(Boolean);
    const words = typed.map(plain).filter(Boolean);
    return words.length ? words : typed; // nothing but signs finds nothing
  };
  const counted = (forms, count, total) =>
    (forms[plural.select(count)] ?? forms.other)
      .replace("{count}", count.toLocaleString(locale))
      .replace("{total}", total.toLocaleString(locale));

  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const names = [...new Set(boxes.map((box) => box.name))];
  const counts = new Map(boxes.map((box) => [box, box.closest("label").querySelector("[data-browse-count]")]));
  const groups = new Map();
  for (const group of root.querySelectorAll("[data-browse-group]")) {
    groups.set(group.dataset.browseGroup, { group, list: group.querySelector("ul") });
  }

  // The address. Several values repeat the key; what the page does not know is ignored.
  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const box of boxes) box.checked = asked.getAll(box.name).includes(box.value);
    form.q.value = asked.get("q") ?? "";
    form.sort.value = SORTS.includes(asked.get("sort")) ? asked.get("sort") : SORTS[0];
  };
  const query = () => {
    const found = new URLSearchParams();
    for (const box of boxes) if (box.checked) found.append(box.name, box.value);
    if (form.q.value.trim()) found.set("q", form.q.value.trim());
    if (form.sort.value !== SORTS[0]) found.set("sort", form.sort.value);
    return found;
  };
  const remember = (push) => {
    clearTimeout(typing);
    const search = query().toString();
    const url = `${location.pathname}${search ? `?${search}` : ""}${location.hash}`;
    if (search !== new URLSearchParams(location.search).toString()) {
      history[push ? "pushState" : "replaceState"]({}, "", url);
    }
  };

  // The records. A packed column is [the values, for each record the place of its value].
  let table = null;
  let loading = null;
  const orders = {};
  const texts = [];
  const rows = [];
  const of = ([values, places], at) => values[places[at]];

  const take = (columns) => {
    table = columns;
    table.size = table.relation[1].length;
  };
  const load = async () => {
    const response = await fetch(new URL(root.dataset.address, document.baseURI));
    if (!response.ok) throw new Error(String(response.status));
    take(await response.json());
    setTimeout(prepare);
  };
  const text = (at) => (texts[at] ??= plain(`${said(at)} ${of(table.where, at)}`));
  const said = (at) =>
    rows[at]?.textContent ??
    `${of(table.when, at)} ${table.title[at]} ${table.summary[at]} ${of(table.tag, at)}`;
  // Thousands of texts at the first letter would be felt; so they are made ready piece by piece.
  const prepare = (from = 0) => {
    const to = Math.min(from + 200, table.size);
    for (let at = from; at < to; at += 1) text(at);
    if (to < table.size) setTimeout(prepare, 0, to);
  };
  const title = (at) => rows[at]?.querySelector("a").textContent ?? table.title[at];

  const draw = (at) => {
    const row = blank.content.firstElementChild.cloneNode(true);
    const day = of(table.datetime, at);
    const time = row.querySelector("time");
    time.textContent = of(table.when, at);
    if (day) time.dateTime = day;
    else time.replaceWith(time.textContent);
    const link = row.querySelector("a");
    link.textContent = table.title[at];
    link.setAttribute("href", `${root.dataset.base}${table.id[at]}/`);
    const why = row.querySelector("small");
    why.textContent = table.summary[at];
    for (const [node, column] of [[link, table.title_mark], [why, table.summary_mark]]) {
      const mark = of(column, at); // a language where the translation is missing, or "older"
      if (mark && mark !== "older") node.lang = mark;
      if (mark) node.dataset.translation = mark === "older" ? mark : "missing";
    }
    row.querySelector(".project-tag").textContent = of(table.tag, at);
    return row;
  };
  const row = (at) => (rows[at] ??= draw(at));

  // Records come group by group, the newest first, those without a date at the end of each.
  const ordered = (sort) => {
    if (orders[sort]) return orders[sort];
    const all = Array.from({ length: table.size }, (_, at) => at);
    const group = (at) => table.relation[1][at];
    if (sort === "title") {
      const collator = new Intl.Collator(locale, { numeric: true });
      const keys = all.map(title);
      all.sort((a, b) => group(a) - group(b) || collator.compare(keys[a], keys[b]) || a - b);
    } else if (sort === "oldest") {
      const undated = (at) => Number(of(table.facets.year, at).length === 0);
      all.sort((a, b) => group(a) - group(b) || undated(a) - undated(b) || (undated(a) ? a - b : b - a));
    }
    return (orders[sort] = all);
  };

  // What fits, and for each value how many would fit, given the other filters.
  const find = () => {
    const sought = terms();
    const columns = names.map((name) => table.facets[name]);
    const fits = names.map((name, facet) => {
      const chosen = boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
      return columns[facet][0].map((values) => !chosen.length || values.some((value) => chosen.includes(value)));
    });
    const tally = columns.map(([values]) => new Uint32Array(values.length));
    const found = [];
    for (const at of ordered(form.sort.value)) {
      if (sought.length && !sought.every((term) => text(at).includes(term))) continue;
      let misses = 0;
      let missed = -1;
      for (let facet = 0; facet < names.length && misses < 2; facet += 1) {
        if (fits[facet][columns[facet][1][at]]) continue;
        misses += 1;
        missed = facet;
      }
      if (misses === 0) found.push(at);
      for (let facet = 0; facet < names.length; facet += 1) {
        if (misses === 0 || (misses === 1 && missed === facet)) tally[facet][columns[facet][1][at]] += 1;
      }
    }
    const options = new Map();
    names.forEach((name, facet) => {
      columns[facet][0].forEach((values, place) => {
        for (const value of values) {
          const key = `${name}=${value}`;
          options.set(key, (options.get(key) ?? 0) + tally[facet][place]);
        }
      });
    });
    return { found, options };
  };

  let shown = STEP;
  let found = [];

  const list = () => {
    const byGroup = new Map();
    for (const at of found.slice(0, shown)) {
      const relation = of(table.relation, at);
      if (!byGroup.has(relation)) byGroup.set(relation, []);
      byGroup.get(relation).push(row(at));
    }
    for (const [relation, { group, list: target }] of groups) {
      const lines = byGroup.get(relation) ?? [];
      target.replaceChildren(...lines);
      group.hidden = lines.length === 0;
    }
    more.hidden = found.length <= shown;
    none.hidden = found.length > 0;
    if (pager) pager.hidden = true;
  };

  const chip = (label, take) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "project-browse__chip";
    button.textContent = label;
    button.setAttribute("aria-label", words.remove.replace("{filter}", () => label));
    button.addEventListener("click", () => {
      const at = [...chips.children].indexOf(button.parentNode);
      take();
      change(true);
      refocus(at);
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  };
  // The chip that takes the place of the removed one, else the way in to the filters.
  const refocus = (at) => {
    const left = chips.querySelectorAll("button");
    const target = left[Math.min(at, left.length - 1)];
    if (target) target.focus();
    else if (filters.open) form.q.focus();
    else filters.querySelector("summary").focus();
  };
  const showChips = () => {
    const items = boxes
      .filter((box) => box.checked)
      .map((box) => chip(box.dataset.label, () => (box.checked = false)));
    const sought = form.q.value.trim();
    if (sought) items.push(chip(words.quoted.replace("{text}", () => sought), () => (form.q.value = "")));
    chips.replaceChildren(...items);
    chips.hidden = clear.hidden = items.length === 0;
    return items.length > 0;
  };

  const show = () => {
    const filtered = showChips();
    const result = find();
    found = result.found;
    shown = STEP;
    list();
    for (const [box, place] of counts) {
      const count = result.options.get(`${box.name}=${box.value}`) ?? 0;
      place.textContent = count.toLocaleString(locale);
      box.closest("label").classList.toggle("project-browse__empty", count === 0 && !box.checked);
    }
    const sentence = filtered
      ? counted(words.found, found.length, table.size)
      : counted(words.count, table.size, table.size);
    if (status.textContent !== sentence) status.textContent = sentence;
    brief.textContent = filtered ? sentence : "";
  };

  // The table is fetched when the visitor first touches a filter, or the address holds one.
  const update = async () => {
    if (table) {
      show();
      return;
    }
    showChips();
    if (!query().toString()) {
      status.textContent = whole;
      return;
    }
    status.textContent = words.loading;
    try {
      await (loading ??= load());
    } catch {
      loading = null;
      status.textContent = words.failed;
      return;
    }
    show();
  };
  const early = () => {
    loading ??= load();
    loading.catch(() => {
      if (!table) loading = null; // told when a filter is chosen, after another try
    });
  };
  const change = (push) => {
    remember(push);
    update();
  };

  let typing = 0;
  form.addEventListener("input", (event) => {
    if (event.target !== form.q) return;
    clearTimeout(typing);
    typing = setTimeout(remember, 300, false);
    update();
  });
  form.addEventListener("change", (event) => {
    if (event.target === form.q) remember(false);
    else change(true);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    remember(false);
  });
  if (root.dataset.address) {
    form.addEventListener("focusin", early, { once: true });
  }
  clear.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    form.q.value = "";
    change(true);
    refocus(0);
  });
  more.addEventListener("click", () => {
    const next = found[shown];
    shown += STEP;
    list();
    row(next).querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    clearTimeout(typing);
    read();
    update();
  });

  // On a narrow screen the filters are folded; beside the list they are always open.
  const wide = matchMedia("(min-width: 861px)");
  const unfold = () => {
    filters.open = wide.matches;
  };
  wide.addEventListener("change", unfold);
  unfold();
  filters.hidden = bar.hidden = false;
  if (root.dataset.table) {
    take(JSON.parse(root.dataset.table));
    rows.push(...root.querySelectorAll("[data-browse-group] li"));
  }
  read();
  if (query().toString()) update();
})();
