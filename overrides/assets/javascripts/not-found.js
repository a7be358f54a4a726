// 404.html: one page for every address that does not exist. Leaves the section in the language of
// the address, and suggests the pages whose addresses are most like it. The address is compared,
// and never written into the page. Stands behind the sections: nothing is drawn that goes again.
(() => {
  "use strict";

  const MOST = 3; // suggestions
  const LONG = 120; // letters of a step, and
  const DEEP = 8; // steps that are compared: no address of the site has as many

  const sections = [...document.querySelectorAll("section[data-locale]")];
  const { root } = document.currentScript.dataset;

  const fold = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
  const decoded = (step) => {
    try {
      return decodeURIComponent(step);
    } catch {
      return step; // a percent sign that stands for nothing
    }
  };

  // The language is the first step below the root of the site, and no other one.
  const at = location.pathname;
  const within = at.toLowerCase().startsWith(root.toLowerCase());
  const steps = at.slice(within ? root.length : 0).split("/").filter(Boolean).map(decoded);
  const tag = (steps[0] ?? "").toLowerCase();
  const base = tag.replace(/^([a-z]{2,3})[-_]([a-z]{2}|\d{3})$/, "$1"); // de-AT
  const speaks = (name) => sections.find((section) => section.dataset.locale.toLowerCase() === name);
  const asked = speaks(tag) ?? speaks(base);
  const section = asked ?? sections[0];
  for (const other of sections) other.hidden = other !== section;
  document.documentElement.lang = section.dataset.locale;
  document.documentElement.dir = section.dir || document.documentElement.dir;
  document.title = `${section.querySelector("h2").textContent} – ${document.title}`;
  const header = document.querySelector(`template[data-header="${section.dataset.locale}"]`);
  if (header) {
    // What stands around the header comes with it.
    const around = ".project-skip, body > .project-archived, body > .project-funded";
    for (const other of document.querySelectorAll(around)) other.remove();
    document.querySelector(".project-header").replaceWith(header.content);
  }

  // Steps as they are compared: Lantern_Training.html and lantern-training are the same.
  const plain = (step) =>
    fold(step.slice(0, LONG))
      .replace(/\.(x?html?|md|php|aspx?)$/, "")
      .replace(/[^\p{L}\p{N}.]+/gu, "-")
      .replace(/^-+|-+$/g, "");
  const compared = (list) =>
    list.slice(0, DEEP).map(plain).filter((step) => step && step !== "index" && step !== "default");

  // Damerau-Levenshtein (optimal string alignment): letters to change, add, leave out or swap.
  const distance = (a, b) => {
    let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const change = last[j - 1] + Number(a[i - 1] !== b[j - 1]);
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, change);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      [before, last] = [last, row];
    }
    return last[b.length];
  };
  // From 0 to 1; 0 where more than one letter in four is wrong.
  const alike = (a, b) => {
    if (a === b) return 1;
    const longer = Math.max(a.length, b.length);
    const wrong = Math.floor(longer / 4);
    if (Math.abs(a.length - b.length) > wrong) return 0;
    const found = distance(a, b);
    return found <= wrong ? 1 - found / longer : 0;
  };
  const WORDS = 0.75; // what is only alike in words stays below this
  const likeness = (a, b) => {
    const spelled = alike(a, b);
    if (spelled) return Math.max(spelled, WORDS);
    // All words of the shorter one stand in the other one: lantern and lantern-training.
    const [few, many] = [a.split("-"), b.split("-")].sort((x, y) => x.length - y.length);
    if (!few.every((word) => word.length > 2 && many.some((other) => alike(word, other)))) return 0;
    const shared = few.join("").length / many.join("").length;
    return 0.5 + Math.min(shared, 1) * 0.2;
  };
  // The last step weighs most; it may be the title of the page instead: /de/kontakt/.
  const score = (wanted, page) => {
    const named = alike(wanted.at(-1), page.name) * 0.95;
    const last = Math.max(likeness(wanted.at(-1), page.steps.at(-1)), named);
    if (!last) return 0;
    const [a, b] = [wanted, page.steps].map((list) => list.slice(0, -1).join("/"));
    const above = a === b ? 1 : 1 - distance(a, b) / Math.max(a.length, b.length);
    return 0.75 * last + 0.25 * above;
  };

  const nearest = (pages, wanted) => {
    // Also without a language that the site has not: /pl/outcomes/.
    const foreign = wanted.length > 1 && /^[a-z]{2,3}(-[a-z]{2})?$/.test(wanted[0]);
    const ways = foreign ? [wanted, wanted.slice(1)] : [wanted];
    const found = pages
      .map((page) => ({ page, score: Math.max(...ways.map((way) => score(way, page))) }))
      .filter((hit) => hit.score >= 0.45)
      .sort((a, b) => b.score - a.score);
    if (!found.length) return [];
    const best = found[0].score;
    if (best > 0.99) return [found[0].page];
    const close = found.filter((hit) => hit.score > best - 0.15);
    // A word that many pages share tells nothing.
    const told = best >= 0.75 * WORDS + 0.25 || close.length <= MOST;
    return told ? close.slice(0, MOST).map((hit) => hit.page) : [];
  };
  // Nothing is like it: the page above, where that exists and is not linked here already.
  const above = (pages, wanted) => {
    const linked = [...section.querySelectorAll("a")].map((link) => link.href);
    for (let upto = wanted.length - 1; upto > 0; upto -= 1) {
      const [page] = nearest(pages, wanted.slice(0, upto));
      if (page) return linked.includes(new URL(page.href, location).href) ? [] : [page];
    }
    return [];
  };

  const show = (pages) => {
    const place = section.querySelector("[data-nearest]");
    const label = document.createElement("p");
    label.textContent = place.dataset.nearest;
    const list = document.createElement("ul");
    for (const page of pages) {
      const link = document.createElement("a");
      link.href = page.href;
      link.textContent = page.title;
      const item = document.createElement("li");
      item.append(link);
      if (page.kind) {
        const kind = document.createElement("span");
        kind.textContent = ` · ${page.kind}`;
        item.append(kind);
      }
      list.append(item);
    }
    place.append(label, list);
  };

  const suggest = async (wanted) => {
    const response = await fetch(section.dataset.index);
    if (!response.ok) return;
    const pages = (await response.json())
      .filter(({ path }) => path && !path.includes("#")) // a page, and no place on it
      .map(({ path, title, kind }) => ({
        href: section.dataset.home + path,
        steps: compared(path.split("/")),
        name: plain(title),
        title,
        kind,
      }));
    let found = nearest(pages, wanted);
    if (!found.length) found = above(pages, wanted);
    if (found.length) show(found);
  };

  const wanted = compared(asked ? steps.slice(1) : steps);
  if (wanted.length) suggest(wanted).catch(() => {}); // the page is of use without
})();
