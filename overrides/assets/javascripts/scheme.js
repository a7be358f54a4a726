// Light or dark colours: what the browser prefers, or what the visitor has chosen. Runs in the
// head, before anything is drawn, so that nothing flashes. The choice stays in this browser; paper
// is always light.
(() => {
  "use strict";
  const key = "project-scheme";
  const sheet = document.querySelector("link[data-scheme=dark]");
  const bar = document.querySelector("meta[data-scheme=dark]"); // the colour of the browser's own bar
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage may be forbidden
    }
  };
  const apply = () => {
    const choice = chosen();
    const dark = choice ? choice === "dark" : system.matches;
    bar.media = sheet.media = dark ? "screen" : "not all";
    return dark;
  };
  document.documentElement.classList.replace("no-js", "js");
  apply();
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-scheme-toggle]");
    const label = (dark) => button.setAttribute("aria-label", dark ? button.dataset.light : button.dataset.dark);
    label(apply());
    button.hidden = false;
    button.addEventListener("click", () => {
      const wanted = sheet.media === "screen" ? "light" : "dark";
      try {
        localStorage.setItem(key, wanted);
      } catch {
        bar.media = sheet.media = wanted === "dark" ? "screen" : "not all";
      }
      label(chosen() ? apply() : wanted === "dark");
    });
    system.addEventListener("change", () => label(apply()));
  });
})();
