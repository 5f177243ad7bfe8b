// Tells which boxes keep their place in the window while the page is scrolled, and of how much of the window
// each is on top: points of a grid are asked what a finger would touch there. A box of which nothing is drawn at
// a point does not cover it.
//
// First it scrolls to a share of the way, `scroll`, and gives scripts the time to answer. At an `edge`, the top or the
// bottom, it tells what lies wholly under such a box there: no scrolling brings that out. Without a pause it only
// scrolls.
async ({ columns, rows, boxes: maxBoxes, nodes: maxNodes, covered: maxCovered, depth: maxDepth, links: maxLinks, words: maxWords, textChars, scroll, pauseMs, edge }) => {
  const [width, height] = [innerWidth, innerHeight];
  const none = { width_px: width, height_px: height, scrolled_px: 0, text_chars: 0, boxes: [], covered: [] };
  if (!dom.root) return none;
  const way = scroll * (dom.scrollHeight(dom.scroller ?? dom.root) - height);
  window.scrollTo({ left: 0, top: way, behavior: "instant" });
  if (pauseMs === undefined) return none;
  if (dom.query("script")) {
    for (let left = pauseMs; left > 0; left -= 50) { // what moves is brought to rest soon: each frame costs
      await new Promise((resolve) => setTimeout(resolve, Math.min(left, 50)));
      still();
    }
  }
  const { root, body } = dom;
  const REPLACED = new Set(["img", "svg", "video", "canvas", "iframe", "object", "embed", "input", "select", "textarea", "button"]);
  const PRESSED = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
  const isDialog = (element) =>
    dom.name(element) === "dialog" || ["dialog", "alertdialog"].includes(dom.attribute(element, "role"));
  // What sticks to an edge does so only while what it stands in is in the window.
  const isStuck = (element, style) => {
    const box = dom.box(element);
    const around = dom.parent(element) ? dom.box(dom.parent(element)) : box;
    if (around.height <= box.height + 1) return false;
    const [top, bottom] = [parseFloat(style.top), parseFloat(style.bottom)];
    return (top >= 0 && box.top <= top + 1) || (bottom >= 0 && box.bottom >= height - bottom - 1);
  };
  const positions = new Map();
  const stays = (element) => {
    if (!positions.has(element)) {
      const style = getComputedStyle(element);
      const stuck = style.position === "fixed" || (style.position === "sticky" && isStuck(element, style));
      positions.set(element, stuck || isDialog(element) ? style.position : "");
    }
    return positions.get(element);
  };
  const drawn = new Map();
  const isDrawn = (element) => {
    if (!drawn.has(element)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
      const alpha = backgroundColor.startsWith("rgba") ? parseFloat(backgroundColor.split(",")[3]) : 1;
      const hasText = () => [...dom.childNodes(element)].some((node) => dom.type(node) === Node.TEXT_NODE && node.data.trim());
      drawn.set(element, opacity !== "0" && (alpha > 0 || backgroundImage !== "none" || REPLACED.has(dom.name(element)) || hasText()));
    }
    return drawn.get(element);
  };
  // The outermost box that stays in the window, of those that something is drawn of at a point.
  const stayingAt = (x, y) => {
    let outermost = null;
    let seen = false;
    let left = maxDepth;
    for (let box = Document.prototype.elementFromPoint.call(document, x, y); box && box !== body && box !== root && left > 0; left -= 1) {
      seen ||= isDrawn(box);
      if (seen && stays(box)) outermost = box;
      box = dom.parent(box) ?? dom.documentOf(box).host;
    }
    return outermost;
  };

  const points = new Map();
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const staying = stayingAt(((column + 0.5) * width) / columns, ((row + 0.5) * height) / rows);
      if (staying) points.set(staying, (points.get(staying) ?? 0) + 1);
    }
  }
  if (!points.size) return { ...none, scrolled_px: Math.round(scrollY) };

  const textOf = (element) => spot.fold(String(element.innerText ?? ""));
  const boxes = [...points].sort(([, a], [, b]) => b - a).slice(0, maxBoxes).map(([element, count]) => {
    const { left, top, right, bottom } = dom.box(element);
    const text = textOf(element);
    return {
      selector: selectorOf(element),
      snippet: spot.snippetOf(element, textChars),
      words: text.slice(0, maxWords),
      position: stays(element),
      dialog: isDialog(element) || dom.within(element, "dialog, [role=dialog], [role=alertdialog], [aria-modal=true]").length > 0,
      left_px: left, top_px: top, right_px: right, bottom_px: bottom,
      share: count / (rows * columns),
      text_chars: text.length,
      controls: dom.within(element, PRESSED).slice(0, 100).filter((control) => spot.isVisible(control)).length,
      links: dom.within(element, "a[href]").slice(0, maxLinks).map((link) => String(link.href).slice(0, textChars)),
    };
  });

  const covered = [];
  const isWithin = (element, box) => Node.prototype.contains.call(box, element);
  const staying = [...points.keys()];
  const inset = 0.1;
  for (const element of edge ? dom.queryAll(`${PRESSED}, p, li, h1, h2, h3, h4, h5, h6`).slice(0, maxNodes) : []) {
    if (covered.length >= maxCovered) break;
    const box = dom.box(element);
    const middle = (box.top + box.bottom) / 2;
    if (box.width < 8 || box.height < 8 || (edge === "top" ? middle > height / 2 : middle < height / 2)) continue;
    const xs = [inset, 0.5, 1 - inset].map((part) => box.left + part * box.width);
    const ys = [inset, 0.5, 1 - inset].map((part) => box.top + part * box.height);
    if (xs[0] < 0 || xs[2] >= width || ys[0] < 0 || ys[2] >= height) continue;
    if (staying.some((one) => isWithin(element, one)) || !spot.isVisible(element)) continue;
    const over = xs.flatMap((x) => ys.map((y) => stayingAt(x, y)));
    if (!over[0] || over.some((one) => one !== over[0]) || isWithin(over[0], element)) continue;
    const words = textOf(element) || spot.fold(dom.attribute(element, "aria-label") ?? "");
    if (!words && !REPLACED.has(dom.name(element))) continue;
    covered.push({
      selector: selectorOf(element),
      snippet: spot.unfilledOf(element, textChars),
      words: words.slice(0, maxWords),
      by: selectorOf(over[0]),
      control: Element.prototype.matches.call(element, PRESSED),
    });
  }
  return { width_px: width, height_px: height, scrolled_px: Math.round(scrollY), text_chars: textOf(body).length, boxes, covered };
}
