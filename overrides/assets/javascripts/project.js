// What a page can do beyond being read. Without it everything is there but the search.
(() => {
  "use strict";

  // Pop-ups (languages, menu): one open at a time; Escape and a click elsewhere close them.
  const popups = [...document.querySelectorAll("details[data-popup]")];
  for (const popup of popups) {
    popup.addEventListener("toggle", () => {
      if (popup.open) for (const other of popups) if (other !== popup) other.open = false;
    });
  }
  document.addEventListener("click", (event) => {
    for (const popup of popups) if (!popup.contains(event.target)) popup.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const popup of popups.filter((item) => item.open)) {
      popup.open = false;
      popup.querySelector("summary").focus();
    }
  });

  // Addresses stand as name(@)host; a click or a key opens the mail program.
  for (const list of document.querySelectorAll("[data-contacts]")) {
    for (const place of list.querySelectorAll("[data-address]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "project-address";
      button.textContent = place.textContent.trim();
      const hint = document.createElement("span");
      hint.className = "project-hidden";
      hint.textContent = ` – ${list.dataset.hint}`;
      button.append(hint);
      const address = place.textContent.trim().replace("(@)", "@");
      button.addEventListener("click", () => {
        location.href = `mailto:${address}`;
      });
      place.replaceChildren(button);
    }
    list.querySelector("[data-how]").hidden = true;
  }

  // A reference is copied as plain text.
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) break;
    const card = button.closest("section");
    const status = card.querySelector("[data-copy-status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(card.querySelector("[data-reference]").textContent.trim());
      status.textContent = button.dataset.copied;
    });
  }

  // Languages: each link leads to this very page, with the filters that its address holds by then.
  const languages = document.querySelector(".project-languages");
  const ways = [...(languages?.querySelectorAll("a") ?? [])];
  const keep = () => {
    for (const way of ways) {
      way.search = location.search;
      way.hash = location.hash;
    }
  };
  // However a link is taken: by key, by mouse, in a new tab, from its menu.
  const follow = (place) => {
    for (const name of ["toggle", "focusin", "pointerdown", "contextmenu", "click"]) {
      place.addEventListener(name, keep, true);
    }
  };

  // Who comes from outside and prefers another of our languages is offered it once, in one line.
  // Nothing is stored: who comes from a page of this site has seen it.
  const preferred = () => {
    const base = (tag) => tag.toLowerCase().split("-")[0];
    for (const tag of navigator.languages) {
      const same = (way) => way.hreflang.toLowerCase() === tag.toLowerCase();
      const way = ways.find(same) ?? ways.find((other) => base(other.hreflang) === base(tag));
      if (way?.hasAttribute("aria-current")) return null;
      if (way && way.dataset.state !== "missing") return way;
    }
    return null;
  };
  if (languages) {
    follow(languages);
    const words = new URL(languages.dataset.offers, document.baseURI);
    const before = document.referrer || (window.navigation?.activation?.from?.url ?? "");
    const arrived = performance.getEntriesByType("navigation")[0]?.type === "navigate";
    const way = arrived && !before.startsWith(new URL(".", words)) ? preferred() : null;
    if (way) {
      import("./language-offer.js")
        .then(({ offer }) => offer(way, words))
        .then((line) => {
          if (!line) return;
          ways.push(line.querySelector("a"));
          follow(line);
        })
        .catch(() => {}); // the switch is there all the same
    }
  }

  // Search: the index of the page's language and the engine are loaded when they are first needed.
  const dialog = document.querySelector("[data-search]");
  const open = document.querySelector("[data-search-open]");
  if (!dialog?.showModal) return;
  const input = dialog.querySelector("input");
  const status = dialog.querySelector("[data-search-status]");
  const results = dialog.querySelector("[data-search-results]");
  const words = JSON.parse(dialog.dataset.words);
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const fold = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
  let loading = null;

  const load = async () => {
    const at = (path) => new URL(path, document.baseURI);
    const [{ default: MiniSearch }, response] = await Promise.all([
      import(at(dialog.dataset.engine)),
      fetch(at(dialog.dataset.index)),
    ]);
    if (!response.ok) throw new Error(String(response.status));
    const engine = new MiniSearch({
      idField: "path",
      fields: ["title", "kind", "text"],
      storeFields: ["title", "kind", "text"],
      processTerm: fold,
      searchOptions: { boost: { title: 4, kind: 2 }, prefix: true, combineWith: "AND" },
    });
    engine.addAll(await response.json());
    return engine;
  };

  // The words around the first hit, or the beginning.
  const excerpt = (text, terms) => {
    const folded = fold(text);
    const hits = terms.map((term) => folded.indexOf(term)).filter((at) => at >= 0);
    const start = Math.max(0, Math.min(...hits, text.length) - 60);
    const from = start && hits.length ? text.indexOf(" ", start) + 1 : 0;
    const piece = text.slice(from, from + 160);
    return (from ? "… " : "") + piece + (from + 160 < text.length ? " …" : "");
  };

  const item = (hit) => {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = new URL(dialog.dataset.base + hit.id, document.baseURI);
    link.textContent = hit.title;
    const about = document.createElement("p");
    about.textContent = [hit.kind, excerpt(hit.text, hit.terms)].filter(Boolean).join(" · ");
    entry.append(link, about);
    return entry;
  };

  const search = async () => {
    const query = input.value.trim();
    if (query.length < 2) {
      results.replaceChildren();
      status.textContent = words.hint;
      return;
    }
    try {
      const engine = await (loading ??= load());
      if (query !== input.value.trim()) return; // a later key has overtaken this one
      let hits = engine.search(query);
      // Nothing has all the words: forgive a letter in five.
      if (!hits.length) hits = engine.search(query, { fuzzy: 0.2 });
      results.replaceChildren(...hits.slice(0, 20).map(item));
      const form = words.count[plural.select(hits.length)] ?? words.count.other;
      status.textContent = hits.length
        ? form.replace("{count}", hits.length.toLocaleString(document.documentElement.lang))
        : words.none.replace("{query}", query);
    } catch {
      loading = null;
      status.textContent = words.failed;
    }
  };

  const show = () => {
    dialog.showModal();
    input.select();
    search();
  };
  open.hidden = false;
  open.addEventListener("click", show);
  dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.click();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return; // a search field would only clear itself
    event.preventDefault();
    dialog.close();
  });
  // With a modifier: a single character would act on what a voice user says (WCAG 2.2, 2.1.4).
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!dialog.open) show();
  });
})();
