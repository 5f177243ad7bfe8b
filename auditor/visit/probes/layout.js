// Measures the layout at the width that is set: how wide the content really is, which
// elements make it so, how many visible characters have which size, where most of the small ones stand,
// whether tables fit, and how many characters lines hold.
//
// Of the elements that reach past the edge, those are named first that push it: that are
// wider than what they stand in, or cannot wrap. Others are only as wide as their parent,
// which something else has stretched; of each of these few are kept, as proof.
({ width, height, nodes: maxNodes, wide: maxWide, tables: maxTables, small: maxSmall, smallPx, longPx, texts: maxTexts, long: maxLong, textChars, words: maxWords }) => {
  const { root, body, scroller } = dom;
  const overflowOf = (element) => getComputedStyle(element).overflowX;
  const scrollWidth = Math.max(dom.scrollWidth(root), scroller ? dom.scrollWidth(scroller) : 0);
  const result = {
    width_px: width,
    height_px: height,
    scroll_width_px: scrollWidth,
    scroll_height_px: Math.max(dom.scrollHeight(root), scroller ? dom.scrollHeight(scroller) : 0),
    overflow_x: overflowOf(root) === "visible" && body ? overflowOf(body) : overflowOf(root),
    text_sizes: {},
    wide_elements: [],
    small_texts: [],
    wide_tables: [],
    fitting_tables: 0,
    long_lines: [],
  };

  const fold = (text) => text.replace(/\s+/gu, " ").trim();
  const sizes = new Map();
  const small = new Map(); // elements of small text, with its characters
  const walker = dom.textNodes(body);
  let visited = 0;
  let parent = null;
  let size = null;
  for (let node = walker.nextNode(); node && visited < maxNodes; node = walker.nextNode()) {
    visited += 1;
    const characters = fold(node.data).length;
    if (!characters) continue;
    if (dom.parent(node) !== parent) {
      parent = dom.parent(node);
      const hidden =
        ["script", "style", "noscript", "template"].includes(dom.name(parent)) ||
        !Element.prototype.checkVisibility.call(parent, { visibilityProperty: true });
      size = hidden ? null : String(Math.round(parseFloat(getComputedStyle(parent).fontSize) * 10) / 10);
    }
    if (size === null) continue;
    sizes.set(size, (sizes.get(size) ?? 0) + characters);
    if (Number(size) < smallPx) small.set(parent, { size, characters: (small.get(parent)?.characters ?? 0) + characters });
  }
  result.text_sizes = Object.fromEntries([...sizes].sort((a, b) => a[0] - b[0]));
  const most = [...small].sort(([, a], [, b]) => b.characters - a.characters).slice(0, maxSmall);
  result.small_texts = most.map(([element, { size, characters }]) => ({
    selector: selectorOf(element), snippet: dom.html(element).slice(0, textChars), size_px: Number(size), characters,
  }));

  // The longest line of a text, in characters: its share of the width of all lines is its share of all characters.
  const range = new Range();
  const linesOf = (element) => {
    const lines = new Map();
    let letters = 0;
    let ideographs = 0;
    const inside = dom.textNodes(element);
    for (let node = inside.nextNode(), left = 100; node && left > 0; node = inside.nextNode(), left -= 1) {
      const text = fold(node.data);
      letters += text.length;
      ideographs += text.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/gu)?.length ?? 0;
      Range.prototype.selectNodeContents.call(range, node);
      for (const { bottom, width: long } of Range.prototype.getClientRects.call(range)) {
        const line = Math.round(bottom / 4);
        if (long > 0) lines.set(line, (lines.get(line) ?? 0) + long);
      }
    }
    const widths = [...lines.values()];
    const all = widths.reduce((sum, one) => sum + one, 0);
    return { lines: widths.length, characters: Math.round((letters * widths.reduce((most, one) => Math.max(most, one), 0)) / all), ideographs: ideographs * 2 > letters };
  };
  const LEAST_CHARACTERS = 80; // three lines of any text whose lines are long, by ideographs too
  const TEXTS = "p, li, dd, td, blockquote, figcaption";
  if (width >= longPx) {
    const texts = dom.queryAll(TEXTS).slice(0, maxTexts).filter((text) => (
      dom.text(text).length > LEAST_CHARACTERS && !dom.within(text, `${TEXTS}, div, table`).length
      && Element.prototype.checkVisibility.call(text, { visibilityProperty: true })
    ));
    const measured = texts.map((text) => ({ text, ...linesOf(text) })).filter(({ lines }) => lines >= 3);
    result.long_lines = measured.sort((a, b) => b.characters - a.characters).slice(0, maxLong).map(({ text, characters, ideographs }) => ({
      selector: selectorOf(text), snippet: dom.html(text).slice(0, textChars), characters, ideographs,
    }));
  }

  // A table with headers, rows and columns is one of data, and none that only lays out.
  const columnsOf = (table) => Math.max(0, ...dom.within(table, "tr").slice(0, 200).map((row) => dom.children(row).length));
  const isGrid = (table) => dom.within(table, "tr").length > 1 && columnsOf(table) > 1 && !dom.within(table, "table").length;
  const isOfData = (table) =>
    isGrid(table) && dom.within(table, "th, caption, [scope], [headers]").some((header) => dom.text(header).trim());
  // The nearest box around an element that ends before it does, and what it does with the rest.
  const heldBy = (element, { left, right }) => {
    for (let box = dom.parent(element); box && box !== body && box !== root; box = dom.parent(box)) {
      if (overflowOf(box) === "visible") continue;
      const edges = dom.box(box);
      if (right > edges.right + 1 || left < edges.left - 1) {
        return { ...edges.toJSON(), held: ["hidden", "clip"].includes(overflowOf(box)) ? "cut" : "scrolls" };
      }
    }
    return { left: 0, right: width, held: "" };
  };
  for (const table of dom.queryAll("table:not([role=presentation], [role=none])").slice(0, maxTables)) {
    const box = dom.box(table);
    const { held, left, right } = heldBy(table, box);
    const isOutside = box.left >= Math.min(right, width) || box.right <= Math.max(left, 0); // as a slide that waits
    if (box.width < 1 || box.height < 1 || isOutside || !isGrid(table)) continue;
    if (box.right <= right + 1 && box.left >= left - 1) {
      result.fitting_tables += 1;
      continue;
    }
    const isOut = (cell) => dom.text(cell).trim() && (dom.box(cell).left >= right - 1 || dom.box(cell).right <= left + 1);
    const out = dom.within(table, "td, th").slice(0, 500).find(isOut);
    result.wide_tables.push({
      selector: selectorOf(table), snippet: dom.html(table).slice(0, textChars), data_table: isOfData(table),
      left_px: Math.round(box.left), right_px: Math.round(box.right), held,
      out: out ? fold(dom.text(out)).slice(0, maxWords) : "",
    });
  }
  if (scrollWidth <= width + 1) return result;

  const TWO_DIMENSIONAL =
    "table:not([role=presentation], [role=none]), img, svg, video, canvas, iframe, object, embed, pre, map, [role=grid], [role=table]";
  const UNBENDING = new Set(["img", "svg", "video", "canvas", "iframe", "object", "embed", "table", "input", "select", "textarea", "button"]);
  const PICTURES = new Set(["img", "svg", "video", "canvas", "iframe", "object", "embed"]);
  const within = new Map();
  const contained = (element) => {
    const passed = [];
    let inside = false;
    for (let box = dom.parent(element); box && box !== body && box !== root; box = dom.parent(box)) {
      if (within.has(box)) {
        inside = within.get(box);
        break;
      }
      passed.push(box);
      const { overflowX, position } = getComputedStyle(box);
      if (position === "fixed" || (overflowX !== "visible" && dom.box(box).right <= width + 1)) {
        inside = true;
        break;
      }
    }
    for (const box of passed) within.set(box, inside);
    return inside;
  };
  const rightToLeft = getComputedStyle(root).direction === "rtl";
  // Where the element ends: its text may reach further than its box.
  const edges = (element) => {
    const { left, right, width: boxWidth, height: boxHeight } = dom.box(element);
    const more = boxWidth && overflowOf(element) === "visible" ? Math.max(0, dom.scrollWidth(element) - boxWidth) : 0;
    return { left: rightToLeft ? left - more : left, right: rightToLeft ? right : right + more, more, empty: boxWidth < 1 || boxHeight < 1 };
  };
  const sticking = [];
  visited = 0;
  for (const element of dom.within(body, "*")) {
    visited += 1;
    if (visited > maxNodes) break;
    const box = edges(element);
    if (box.empty) continue;
    const out = rightToLeft ? -box.left : box.right - width;
    if (out > 1) sticking.push({ element, box, out });
  }
  const outer = new Set();
  for (const { element } of sticking) {
    for (let box = dom.parent(element); box && !outer.has(box); box = dom.parent(box)) outer.add(box);
  }
  const stretched = (element, box) => {
    const name = dom.name(element);
    if (box.more > 1 || UNBENDING.has(name) || !["normal", "pre-line", "pre-wrap"].includes(getComputedStyle(element).whiteSpace)) return false;
    const around = dom.parent(element) ? dom.box(dom.parent(element)) : null;
    return around !== null && (rightToLeft ? box.left >= around.left - 1 : box.right <= around.right + 1);
  };
  // The innermost elements tell most; but of a table, a picture or a listing, the whole of it.
  const kinds = { pushing: [], stretched: [], inside: [] };
  const named = new Set();
  const innermost = sticking.filter(({ element }) => !outer.has(element)).sort((a, b) => b.out - a.out);
  for (const { element, box } of innermost) {
    const closest = dom.closest(element, TWO_DIMENSIONAL);
    const whole = closest ?? element;
    if (named.has(whole)) continue;
    named.add(whole);
    const one = { element: whole, box: whole === element ? box : edges(whole) };
    // A picture that the window could hold is only misplaced.
    one.twoDimensional = closest !== null && !(PICTURES.has(dom.name(closest)) && dom.box(closest).width <= width);
    one.ofData = dom.name(whole) === "table" && isOfData(whole);
    one.inside = contained(element);
    one.stretched = !one.twoDimensional && stretched(element, box);
    kinds[one.inside ? "inside" : one.stretched ? "stretched" : "pushing"].push(one);
  }
  const proof = Math.ceil(maxWide / 5);
  const kept = [...kinds.pushing.slice(0, maxWide - 2 * proof), ...kinds.stretched.slice(0, proof), ...kinds.inside.slice(0, proof)];
  for (const { element, box, ...facts } of kept) {
    const id = dom.id(element);
    const above = dom.parent(element) ? dom.id(dom.parent(element)) : "";
    const classes = [...dom.classes(element)].slice(0, 2).map((word) => `.${CSS.escape(word)}`).join("");
    const described = `${above ? `#${CSS.escape(above)} > ` : ""}${CSS.escape(dom.name(element))}${classes}`;
    result.wide_elements.push({
      selector: selectorOf(element),
      name: id ? `#${CSS.escape(id)}` : described,
      snippet: dom.html(element).slice(0, textChars),
      left_px: Math.round(box.left),
      right_px: Math.round(box.right),
      scrolls_inside: facts.inside,
      two_dimensional: facts.twoDimensional,
      stretched: facts.stretched,
      data_table: facts.ofData,
    });
  }
  return result;
}
