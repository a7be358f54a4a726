// Leaves in the page what the archive notes of it: its height, and where emblem and funding sentence
// stand. Loaded for a picture only; it is no part of the archive.
addEventListener("load", () => {
  const boxes = [...document.querySelectorAll(".project-emblem, .project-funded p, .project-funding__statement")];
  const measured = boxes.map((box) => {
    const { x, y, width, height } = box.getBoundingClientRect();
    const emblem = box.matches(".project-emblem");
    const place = box.closest(".project-footer") ? "foot" : "head";
    const text = emblem ? box.getAttribute("aria-label") : box.innerText.replace(/\s+/g, " ").trim();
    return { what: emblem ? "emblem" : "sentence", place, x, y: y + scrollY, width, height, text };
  });
  const { scrollHeight } = document.documentElement;
  document.documentElement.dataset.measured = JSON.stringify({ height: scrollHeight, boxes: measured });
});
