// Measures the layout at the width that is set: how wide the content really is, which
// elements make it so, and how many visible characters have which size.
({ width, height, nodes: maxNodes, wide: maxWide, textChars }) => {
  const html = document.documentElement;
  const body = document.body ?? html;
  const scrollWidth = Math.max(html.scrollWidth, document.scrollingElement?.scrollWidth ?? 0);
  const result = {
    width_px: width,
    height_px: height,
    scroll_width_px: scrollWidth,
    scroll_height_px: Math.max(html.scrollHeight, document.scrollingElement?.scrollHeight ?? 0),
    text_sizes: {},
    wide_elements: [],
  };

  const sizes = new Map();
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let visited = 0;
  let parent = null;
  let size = null;
  for (let node = walker.nextNode(); node && visited < maxNodes; node = walker.nextNode()) {
    visited += 1;
    const characters = node.data.trim().length;
    if (!characters) continue;
    if (node.parentElement !== parent) {
      parent = node.parentElement;
      const hidden = ["script", "style", "noscript", "template"].includes(parent.localName) || !parent.checkVisibility({ visibilityProperty: true });
      size = hidden ? null : String(Math.round(parseFloat(getComputedStyle(parent).fontSize) * 10) / 10);
    }
    if (size !== null) sizes.set(size, (sizes.get(size) ?? 0) + characters);
  }
  result.text_sizes = Object.fromEntries([...sizes].sort((a, b) => a[0] - b[0]));
  if (scrollWidth <= width + 1) return result;

  // The elements to name are the innermost that stick out: their boxes push the others.
  const TWO_DIMENSIONAL = "table, img, svg, video, canvas, iframe, object, embed, pre, map, [role=grid], [role=table]";
  const contained = (element) => {
    for (let box = element.parentElement; box && box !== body && box !== html; box = box.parentElement) {
      const { overflowX, position } = getComputedStyle(box);
      if (position === "fixed") return true;
      if (overflowX !== "visible" && box.getBoundingClientRect().right <= width + 1) return true;
    }
    return false;
  };
  const sticking = [];
  visited = 0;
  const rightToLeft = getComputedStyle(html).direction === "rtl";
  for (const element of body.querySelectorAll("*")) {
    visited += 1;
    if (visited > maxNodes) break;
    const box = element.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) continue;
    const out = rightToLeft ? -box.left : box.right - width;
    if (out > 1) sticking.push({ element, box, out });
  }
  const outer = new Set();
  for (const { element } of sticking) {
    for (let box = element.parentElement; box && !outer.has(box); box = box.parentElement) outer.add(box);
  }
  const innermost = sticking.filter(({ element }) => !outer.has(element));
  innermost.sort((a, b) => b.out - a.out);
  for (const { element, box } of innermost) {
    if (result.wide_elements.length >= maxWide) break;
    const name = element.id ? `#${CSS.escape(element.id)}` : [
      element.parentElement?.id ? `#${CSS.escape(element.parentElement.id)} > ` : "", element.localName,
      [...element.classList].slice(0, 2).map((word) => `.${CSS.escape(word)}`).join(""),
    ].join("");
    result.wide_elements.push({
      selector: name,
      snippet: element.outerHTML.slice(0, textChars),
      left_px: Math.round(box.left),
      right_px: Math.round(box.right),
      scrolls_inside: contained(element),
      two_dimensional: element.closest(TWO_DIMENSIONAL) !== null,
    });
  }
  return result;
}
