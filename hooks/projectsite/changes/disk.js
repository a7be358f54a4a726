// For a copy of the site that lasts; from_disk.py puts the site's own modules behind it. From a disk a
// browser lets no script import a module or fetch a file: modules stand in this file, and what would
// be fetched in a script beside it, with .js at the end of its name.
window.projectModules = {};

window.projectImport = (url) => Promise.resolve(projectModules[String(url).split("/").pop()]);

window.projectFetch = (url) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${url}.js`;
    script.addEventListener("load", () => resolve({ ok: true, json: async () => script.projectData }));
    script.addEventListener("error", () => reject(new Error(script.src)));
    document.head.append(script);
  });

// Links that scripts draw lead to folders, and a disk has no page for one.
new MutationObserver((changes) => {
  for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
    for (const link of node.querySelectorAll?.("a[href]") ?? []) {
      const inside = link.protocol === "file:" && link.pathname.endsWith("/");
      if (inside) link.pathname += "index.html";
    }
  }
}).observe(document.documentElement, { childList: true, subtree: true });
