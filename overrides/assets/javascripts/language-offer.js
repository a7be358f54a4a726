// The line that offers a page in a language that the visitor prefers; project.js decides whether,
// and loads this only then. Nothing is remembered, so it is gone with the page.

// link: the entry of the switch to offer; address: that of languages.json.
// Puts the line into the page and returns it; null where that language has no words for it.
export const offer = async (link, address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  const words = (await response.json())[link.hreflang];
  if (!words) return null;

  const line = document.createElement("section");
  line.className = "project-offer";
  line.lang = link.hreflang;
  line.dir = "auto";
  line.setAttribute("aria-label", words.label);
  const way = document.createElement("a");
  way.href = link.href;
  way.hreflang = link.hreflang;
  way.textContent = words.offer;
  const close = document.createElement("button");
  close.type = "button";
  close.title = words.dismiss;
  close.setAttribute("aria-label", words.dismiss);
  close.textContent = "×";
  line.append(way, close);

  const dismiss = () => {
    document.removeEventListener("keydown", escape, true);
    const focused = line.contains(document.activeElement);
    line.remove();
    // Not lost: what the line offered stands in the switch.
    if (focused) link.closest("details").querySelector("summary").focus();
  };
  // What is open over the page closes first.
  const escape = (event) => {
    if (event.key !== "Escape") return;
    if (!document.querySelector("details[data-popup][open], dialog[open]")) dismiss();
  };
  close.addEventListener("click", dismiss);
  // Before the pop-ups hear of the key: afterwards none would be open.
  document.addEventListener("keydown", escape, true);

  // Drawn at the bottom, but read first: a visitor who cannot read the page meets it on top of it.
  document.querySelector(".project-header").before(line);
  return line;
};
