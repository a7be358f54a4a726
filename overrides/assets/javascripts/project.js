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

  // Addresses stand as name(@)host; a button opens the mail program, and a copy has the real sign.
  for (const list of document.querySelectorAll("[data-contacts]")) {
    for (const button of list.querySelectorAll("[data-write]")) {
      const place = button.closest("div").querySelector("[data-address]");
      button.hidden = false;
      button.addEventListener("click", () => {
        location.href = `mailto:${place.textContent.trim().replace("(@)", "@")}`;
      });
    }
    list.addEventListener("copy", (event) => {
      event.clipboardData.setData("text/plain", String(getSelection()).replaceAll("(@)", "@"));
      event.preventDefault();
    });
  }

  // On paper a link of the text is followed by its address (print.css), which has to be whole.
  addEventListener("beforeprint", () => {
    for (const link of document.querySelectorAll("main p > a, main li > a")) link.dataset.printed = link.href;
  });

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

  // The way back to a list that was narrowed on the way here keeps what was chosen there. Nothing is
  // stored: the browser knows where this tab has been.
  const { navigation } = window;
  const been = (navigation?.entries?.() ?? []).slice(0, navigation?.currentEntry?.index ?? 0);
  const visited = [document.referrer, ...been.map(({ url }) => url)].filter(Boolean).reverse();
  for (const way of document.querySelectorAll(".project-path a")) {
    const last = visited.map((url) => new URL(url)).find(({ href }) => way.href === href.split(/[?#]/)[0]);
    if (last) way.search = last.search;
  }

  // Languages: each link leads to this very page, with the filters that its address holds by then.
  const languages = document.querySelector(".project-languages");
  const ways = [...(languages?.querySelectorAll("a") ?? [])];
  const keep = () => {
    // As a whole: programs that replay web archives know no other way.
    for (const way of ways) way.href = way.href.replace(/[?#].*/s, "") + location.search + location.hash;
  };
  // However a link is taken: by key, by mouse, in a new tab, from its menu.
  const follow = (place) => {
    for (const name of ["toggle", "focusin", "pointerdown", "contextmenu", "click"]) {
      place.addEventListener(name, keep, true);
    }
  };

  // A first visitor whose browser prefers another of our languages is offered it, in one line; nobody
  // is redirected. Nothing is stored: it is a first visit where the visitor does not come from a page
  // of this site, so moving inside it, reloading and going back offer nothing.
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
  // 404.html offers nothing: its links lead to the home pages.
  if (languages?.dataset.offers) {
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

  // Search: its script and the index of the page's language are loaded when it is first opened.
  const dialog = document.querySelector("[data-search]");
  const open = document.querySelector("[data-search-open]");
  if (!dialog?.showModal) return;
  const input = dialog.querySelector("input");
  const status = dialog.querySelector("[data-search-status]");
  const words = JSON.parse(dialog.dataset.words);
  let loading = null;

  const show = async () => {
    dialog.showModal();
    input.select();
    status.textContent ||= words.hint;
    try {
      loading ??= import(new URL(dialog.dataset.search, document.baseURI)).then(({ start }) => start(dialog));
      (await loading)();
    } catch {
      loading = null;
      status.textContent = words.failed;
    }
  };
  open.hidden = false;
  open.addEventListener("click", show);
  dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.querySelector("[data-search-results] a")?.click();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
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
