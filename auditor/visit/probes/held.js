// Records what a phone shows while it is held as it is now: how far CSS turns the page's text, and
// how much text and how many controls are left to a person. Where one element covers the window, that is
// what is in it.
({ width, height, nodes: maxNodes, depth: maxDepth, words: maxWords, textChars }) => {
  const { root, body } = dom;
  const isShown = (element) =>
    Element.prototype.checkVisibility.call(element, { visibilityProperty: true, opacityProperty: true });
  const boxOf = (element) => dom.box(element);
  const CONTROLS = "a[href], button, input, select, textarea, summary, iframe, object, embed, [role=button], [tabindex], [onclick]";

  // What lies on top at each of nine points of the window, and is as large as the window.
  const covers = (element) => {
    const box = boxOf(element);
    const spare = 0.05; // for what a browser's rounding, a border or a bar of the page leaves
    return (
      ["fixed", "absolute"].includes(getComputedStyle(element).position) &&
      box.left <= width * spare && box.right >= width * (1 - spare) &&
      box.top <= height * spare && box.bottom >= height * (1 - spare) && box.bottom <= height * (1 + spare)
    );
  };
  const veilAt = (x, y) => {
    let veil = null;
    let left = maxDepth;
    for (let box = Document.prototype.elementFromPoint.call(document, x, y); box && box !== body && box !== root && left > 0; box = dom.parent(box)) {
      if (covers(box)) veil = box;
      left -= 1;
    }
    return veil;
  };
  const parts = [0.1, 0.5, 0.9];
  const veils = new Set(parts.flatMap((x) => parts.map((y) => veilAt(x * width, y * height))));
  const veil = veils.size === 1 ? [...veils][0] : null;
  const shown = veil ?? body;

  const held = new Map(); // the visible characters that an element holds
  let total = 0;
  let words = "";
  let visited = 0;
  const walker = dom.textNodes(shown);
  for (let node = walker.nextNode(); node && visited < maxNodes; node = walker.nextNode()) {
    visited += 1;
    const text = node.data.replace(/\s+/gu, " ").trim();
    const parent = dom.parent(node);
    if (!text || !parent || ["script", "style", "noscript", "template"].includes(dom.name(parent)) || !isShown(parent)) continue;
    total += text.length;
    if (words.length < maxWords) words = `${words} ${text}`.trim().slice(0, maxWords);
    let left = maxDepth;
    for (let box = parent; box && left > 0; box = dom.parent(box)) {
      held.set(box, (held.get(box) ?? 0) + text.length);
      left -= 1;
    }
  }

  // How far the elements that hold nearly all of the text are turned, each within the one before.
  const NEARLY_ALL = 0.9;
  let turn = new DOMMatrix();
  for (let box = root, left = maxDepth; box && left > 0; left -= 1) {
    const { rotate, transform } = getComputedStyle(box);
    for (const turned of [rotate === "none" ? "" : asTransform(rotate), transform === "none" ? "" : transform]) {
      if (turned) turn = turn.multiply(new DOMMatrix(turned));
    }
    box = [...dom.children(box)].find((child) => (held.get(child) ?? 0) >= total * NEARLY_ALL);
  }
  function asTransform(rotate) {
    const words = rotate.split(" ");
    const angle = words.pop();
    const axis = { "": "0, 0, 1", x: "1, 0, 0", y: "0, 1, 0", z: "0, 0, 1" }[words.join("")] ?? words.join(", ");
    return `rotate3d(${axis}, ${angle})`;
  }

  let controls = 0;
  for (const control of dom.within(shown, CONTROLS).slice(0, maxNodes)) {
    const box = boxOf(control);
    if (box.width >= 1 && box.height >= 1 && isShown(control)) controls += 1;
  }
  return {
    width_px: width,
    height_px: height,
    turned_deg: total ? Math.round((Math.atan2(turn.m12, turn.m11) * 1800) / Math.PI) / 10 : null,
    text_chars: total,
    controls,
    words,
    selector: selectorOf(shown),
    snippet: veil ? dom.html(veil).slice(0, textChars) : "",
  };
}
