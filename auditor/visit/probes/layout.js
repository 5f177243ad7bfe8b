// Measures the layout at the width that is set: how wide the content really is, which
// elements make it so, and how many visible characters have which size.
({ width, height, nodes: maxNodes, wide: maxWide, textChars }) => {
  const { root, body, scroller } = dom;
  const scrollWidth = Math.max(dom.scrollWidth(root), scroller ? dom.scrollWidth(scroller) : 0);
  const result = {
    width_px: width,
    height_px: height,
    scroll_width_px: scrollWidth,
    scroll_height_px: Math.max(dom.scrollHeight(root), scroller ? dom.scrollHeight(scroller) : 0),
    text_sizes: {},
    wide_elements: [],
  };

  const sizes = new Map();
  const walker = dom.textNodes(body);
  let visited = 0;
  let parent = null;
  let size = null;
  for (let node = walker.nextNode(); node && visited < maxNodes; node = walker.nextNode()) {
    visited += 1;
    const characters = node.data.trim().length;
    if (!characters) continue;
    if (dom.parent(node) !== parent) {
      parent = dom.parent(node);
      const hidden =
        ["script", "style", "noscript", "template"].includes(dom.name(parent)) ||
        !Element.prototype.checkVisibility.call(parent, { visibilityProperty: true });
      size = hidden ? null : String(Math.round(parseFloat(getComputedStyle(parent).fontSize) * 10) / 10);
    }
    if (size !== null) sizes.set(size, (sizes.get(size) ?? 0) + characters);
  }
  result.text_sizes = Object.fromEntries([...sizes].sort((a, b) => a[0] - b[0]));
  if (scrollWidth <= width + 1) return result;

  // The elements to name are the innermost that stick out: their boxes push the others.
  const TWO_DIMENSIONAL = "table, img, svg, video, canvas, iframe, object, embed, pre, map, [role=grid], [role=table]";
  const contained = (element) => {
    for (let box = dom.parent(element); box && box !== body && box !== root; box = dom.parent(box)) {
      const { overflowX, position } = getComputedStyle(box);
      if (position === "fixed") return true;
      if (overflowX !== "visible" && dom.box(box).right <= width + 1) return true;
    }
    return false;
  };
  const sticking = [];
  visited = 0;
  const rightToLeft = getComputedStyle(root).direction === "rtl";
  for (const element of dom.within(body, "*")) {
    visited += 1;
    if (visited > maxNodes) break;
    const box = dom.box(element);
    if (box.width < 1 || box.height < 1) continue;
    const out = rightToLeft ? -box.left : box.right - width;
    if (out > 1) sticking.push({ element, box, out });
  }
  const outer = new Set();
  for (const { element } of sticking) {
    for (let box = dom.parent(element); box && !outer.has(box); box = dom.parent(box)) outer.add(box);
  }
  const innermost = sticking.filter(({ element }) => !outer.has(element));
  innermost.sort((a, b) => b.out - a.out);
  for (const { element, box } of innermost) {
    if (result.wide_elements.length >= maxWide) break;
    const id = dom.id(element);
    const above = dom.parent(element) ? dom.id(dom.parent(element)) : "";
    const classes = [...dom.classes(element)].slice(0, 2).map((word) => `.${CSS.escape(word)}`).join("");
    const described = `${above ? `#${CSS.escape(above)} > ` : ""}${CSS.escape(dom.name(element))}${classes}`;
    result.wide_elements.push({
      selector: id ? `#${CSS.escape(id)}` : described,
      snippet: dom.html(element).slice(0, textChars),
      left_px: Math.round(box.left),
      right_px: Math.round(box.right),
      scrolls_inside: contained(element),
      two_dimensional: dom.closest(element, TWO_DIMENSIONAL) !== null,
    });
  }
  return result;
}
