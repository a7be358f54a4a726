// The list of outcomes: filters, words, sorting, all in the address. Without it the list is there
// and complete; with it the rows on the page are shown and hidden, or, where one page does not
// hold all, drawn from a table that is fetched when it is first needed. On a narrow screen the
// filters stand in a dialog.
import { wordsOf } from "./folding.js";

(() => {
  const root = document.querySelector("[data-browse]");
  if (!root) return;
  const part = (name) => root.querySelector(`[data-browse-${name}]`);
  const [filters, form, sheet, bar, chips] = ["filters", "form", "sheet", "bar", "chips"].map(part);
  const [open, brief, show, clear, reset] = ["open", "brief", "show", "clear", "reset"].map(part);
  const [choice, copy, notice] = ["choice", "copy", "said"].map(part);
  const [status, none, more, pager, blank] = ["status", "none", "more", "pager", "row"].map(part);
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
  const counts = new Map(boxes.map((box) => [box, box.closest("label").querySelector("[data-browse-count]")]));
  // A group of types stands for all of them: it is no filter of its own. Chosen are the group or
  // some of its types, never both.
  const members = new Map();
  for (const set of form.querySelectorAll("[data-browse-set]")) {
    const group = boxes.find((box) => box.name === "group" && box.value === set.dataset.browseSet);
    members.set(group, [...set.querySelectorAll("input")]);
  }
  const valuesOf = (box) => (members.get(box) ?? [box]).map(({ value }) => value);
  const single = (box) => {
    for (const [group, types] of members) {
      if (group === box) for (const type of types) type.checked &&= !group.checked;
      else if (types.includes(box) && box.checked) group.checked = false;
    }
  };
  const facets = [...form.querySelectorAll("[data-browse-facet]")].map((facet) => ({
    facet,
    name: facet.dataset.browseFacet,
    boxes: [...facet.querySelectorAll("input")],
    options: [...facet.querySelectorAll("[data-browse-option]")],
    place: facet.querySelector("[data-browse-options]"),
    zeros: facet.querySelector("[data-browse-zeros]"),
    chosen: facet.querySelector("[data-browse-chosen]"),
  }));
  const names = facets.map(({ name }) => name);
  const groups = new Map();
  for (const group of root.querySelectorAll("[data-browse-group]")) {
    const number = group.querySelector("[data-browse-number]");
    groups.set(group.dataset.browseGroup, { group, list: group.querySelector("ul"), number });
  }

  // What is chosen is seen.
  const unfold = (box) => {
    for (const name of ["set", "facet"]) {
      const around = box.closest(`[data-browse-${name}]`);
      if (around) around.open = true;
    }
  };

  // The address. Several values repeat the key; what the page does not know is ignored.
  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const box of boxes) box.checked = asked.getAll(box.name).includes(box.value);
    for (const group of members.keys()) single(group);
    for (const box of boxes) if (box.checked) unfold(box);
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
      const undated = (at) => Number(of(table.facets.year, at)[0] === "unknown");
      all.sort((a, b) => group(a) - group(b) || undated(a) - undated(b) || (undated(a) ? a - b : b - a));
    }
    return (orders[sort] = all);
  };

  // What fits, and for each value how many would fit, given the other filters.
  const find = () => {
    const sought = terms();
    const columns = names.map((name) => table.facets[name]);
    const fits = names.map((name, facet) => {
      const chosen = facets[facet].boxes.filter((box) => box.checked).flatMap(valuesOf);
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
    const fitting = (name, box) =>
      valuesOf(box).reduce((sum, value) => sum + (options.get(`${name}=${value}`) ?? 0), 0);
    return { found, fitting };
  };

  let shown = STEP;
  let found = [];

  const list = () => {
    const byGroup = new Map();
    found.forEach((at, place) => {
      const relation = of(table.relation, at);
      const own = byGroup.get(relation) ?? byGroup.set(relation, { lines: [], count: 0 }).get(relation);
      own.count += 1;
      if (place < shown) own.lines.push(row(at));
    });
    for (const [relation, { group, list: target, number }] of groups) {
      const { lines, count } = byGroup.get(relation) ?? { lines: [], count: 0 };
      target.replaceChildren(...lines);
      group.hidden = lines.length === 0;
      if (number) number.textContent = count.toLocaleString(locale);
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
    else if (wide.matches) form.q.focus();
    else open.focus();
  };
  const showChips = () => {
    const items = boxes
      .filter((box) => box.checked)
      .map((box) => chip(box.dataset.label, () => (box.checked = false)));
    const sought = form.q.value.trim();
    if (sought) items.push(chip(words.quoted.replace("{text}", () => sought), () => (form.q.value = "")));
    chips.replaceChildren(...items);
    choice.hidden = items.length === 0;
    notice.textContent = "";
    brief.textContent = items.length ? `(${items.length.toLocaleString(locale)})` : "";
    for (const { boxes: own, chosen } of facets) {
      const count = own.filter((box) => box.checked).length;
      chosen.textContent = count ? counted(words.chosen, count, count) : "";
    }
    return items.length > 0;
  };

  // Values without outcomes are folded away, each at its place among the others. What has the focus
  // stays where it is: it would lose it.
  const sift = ({ options, place, zeros }, empty) => {
    const [summary, inside] = zeros.children;
    options.forEach((option, at) => {
      const home = empty(option) ? inside : place;
      if (option.parentNode === home || option.contains(document.activeElement)) return;
      home.insertBefore(option, options.slice(at + 1).find((next) => next.parentNode === home) ?? null);
    });
    const count = inside.children.length;
    zeros.hidden = count === 0;
    summary.textContent = counted(words.empty, count, count);
    zeros.ariaLabel = summary.textContent;
  };

  // The value that was just chosen stays where it was, whatever is folded above it.
  const steady = (act) => {
    const at = form.contains(document.activeElement) ? document.activeElement : null;
    const before = at?.getBoundingClientRect().top;
    act();
    const moved = at ? at.getBoundingClientRect().top - before : 0;
    if (moved) (wide.matches ? filters : form).scrollTop += moved;
  };

  const apply = () => {
    const filtered = showChips();
    const { found: fit, fitting } = find();
    found = fit;
    shown = STEP;
    list();
    steady(() => {
      for (const facet of facets) {
        for (const box of facet.boxes) {
          const count = fitting(facet.name, box);
          counts.get(box).textContent = count.toLocaleString(locale);
          box.closest("label").classList.toggle("project-browse__empty", count === 0 && !box.checked);
        }
        sift(facet, (option) => {
          const labels = [...option.querySelectorAll("label")];
          return labels.every((label) => label.classList.contains("project-browse__empty"));
        });
      }
    });
    const sentence = filtered
      ? counted(words.found, found.length, table.size)
      : counted(words.count, table.size, table.size);
    if (status.textContent !== sentence) status.textContent = sentence;
    show.textContent = counted(words.show, found.length, table.size);
  };

  // The table is fetched when the visitor first touches a filter, or the address holds one.
  const update = async () => {
    if (table) {
      apply();
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
    apply();
  };
  const early = () => {
    loading ??= load();
    loading.catch(() => {
      if (!table) loading = null; // told when a filter is chosen, after another try
    });
  };
  // Whoever chooses far down sees what is found from its beginning.
  const rise = () => {
    if (root.getBoundingClientRect().top < 0) root.scrollIntoView();
  };
  const change = (push) => {
    remember(push);
    update().then(rise);
  };

  let typing = 0;
  form.addEventListener("input", (event) => {
    if (event.target !== form.q) return;
    clearTimeout(typing);
    typing = setTimeout(remember, 300, false);
    update().then(rise);
  });
  form.addEventListener("change", (event) => {
    if (event.target === form.q) {
      remember(false);
      return;
    }
    single(event.target);
    change(true);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    remember(false);
  });
  if (root.dataset.address) {
    form.addEventListener("focusin", early, { once: true });
  }
  const takeAll = () => {
    for (const box of boxes) box.checked = false;
    form.q.value = "";
    change(true);
  };
  reset.addEventListener("click", takeAll);
  clear.addEventListener("click", () => {
    takeAll();
    refocus(0);
  });
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    notice.textContent = words.copied;
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

  // Beside the list, or in the sheet between its head and its foot.
  const wide = matchMedia("(min-width: 861px)");
  const place = () => {
    if (wide.matches) {
      sheet.close();
      filters.append(form);
    } else sheet.firstElementChild.after(form);
  };
  wide.addEventListener("change", place);
  open.addEventListener("click", () => sheet.showModal());
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet || event.target.closest("[data-browse-close]")) sheet.close();
  });
  form.q.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !sheet.open) return; // a search field would only clear itself
    event.preventDefault();
    sheet.close();
  });
  place();
  filters.hidden = bar.hidden = sheet.hidden = false;
  if (root.dataset.table) {
    take(JSON.parse(root.dataset.table));
    rows.push(...root.querySelectorAll("[data-browse-group] li"));
  }
  read();
  if (query().toString()) update();
})();
