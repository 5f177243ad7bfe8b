// Reads the short lines that are bolder or larger than the text below them and are no heading in the code.
// Left out is what its place tells already (captions, labels, terms, table headers, menus), what is pressed, what is
// one link, and what is fixed to the window. Every list is bounded.
({ nodes: maxNodes, lines: maxLines, lineChars, nextChars, textChars, snippetChars }) => {
  if (!dom.root) return { headings: 0, lines: [] };
  const fold = (text) => text.replace(/\s+/gu, " ").trim();
  const BOLD = 600; // the least weight that browsers draw bold: CSS Fonts 4, 2.2
  const LARGER = 1.1;
  const SILENT = new Set(["script", "style", "noscript", "template", "nav", "svg", "textarea", "select", "iframe", "object", "video", "audio", "canvas", "math", "button", "pre", "code", "marquee"]);
  const TOLD = "h1, h2, h3, h4, h5, h6, caption, legend, label, th, dt, summary, figcaption, address, [role=heading], [role=button], [role=tab], [role=link], [role=menuitem], [role=columnheader], [role=rowheader], [onclick], [aria-expanded], [aria-hidden=true], [role=alert], [role=status]";

  // One walk without recursion: pieces of text, each of one block and without a line break in it.
  const pieces = [];
  let open = null;
  const close = () => {
    if (open && fold(open.text)) pieces.push(open);
    open = null;
  };
  const stack = [{ node: dom.body, block: dom.body, style: null, link: false }];
  let visited = 0;
  while (stack.length && visited < maxNodes) {
    const { node, block, style, link } = stack.pop();
    if (node === null) { close(); continue; }
    visited += 1;
    const type = dom.type(node);
    if (type === Node.TEXT_NODE) {
      const { data } = node;
      if (!style || style.visibility !== "visible" || style.opacity === "0") continue;
      if (!data.trim()) { if (open && open.block === block) open.text += " "; continue; }
      if (!open || open.block !== block) {
        close();
        open = { block, text: "", chars: 0, linkChars: 0, size: Infinity, weight: Infinity, most: null, pressed: false, first: node, last: node };
      }
      const chars = data.trim().length;
      const size = parseFloat(style.fontSize);
      const weight = Number(style.fontWeight);
      open.last = node;
      open.chars += chars;
      if (open.text.length <= lineChars) open.text += data;
      if (link) open.linkChars += chars;
      if (style.cursor === "pointer") open.pressed = true;
      if (/[\p{L}\p{N}]/u.test(data)) {
        open.size = Math.min(open.size, size);
        open.weight = Math.min(open.weight, weight);
      }
      if (!open.most || chars > open.most.chars) open.most = { chars, size, weight };
      continue;
    }
    if (type !== Node.ELEMENT_NODE) continue;
    const name = dom.name(node);
    if (name === "br" || name === "hr") { close(); continue; }
    if (SILENT.has(name)) { close(); continue; }
    const own = getComputedStyle(node);
    if (own.display === "none" || own.position === "fixed") continue;
    const inline = node !== dom.body && (own.display.startsWith("inline") || own.display === "contents" || own.display.startsWith("ruby"));
    if (!inline) { close(); stack.push({ node: null }); }
    const children = dom.childNodes(node);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      stack.push({ node: children[index], block: inline ? block : node, style: own, link: link || name === "a" });
    }
  }
  close();

  const range = new Range();
  const boxes = new Map();
  const boxOf = (piece) => {
    if (!boxes.has(piece)) {
      Range.prototype.setStart.call(range, piece.first, 0);
      Range.prototype.setEnd.call(range, piece.last, piece.last.data.length);
      boxes.set(piece, Range.prototype.getBoundingClientRect.call(range));
    }
    return boxes.get(piece);
  };
  const isAbove = (upper, lower) => upper.bottom <= lower.top + 2;
  const share = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0;
  const round = (px) => Math.round(px * 10) / 10;

  const flows = new Map(); // what the lines stand in, by numbers
  const flowOf = (element) => {
    const around = dom.parent(element) ?? element;
    if (!flows.has(around)) flows.set(around, flows.size);
    return flows.get(around);
  };
  const lines = [];
  for (let index = 0; index < pieces.length - 1 && lines.length < maxLines; index += 1) {
    const piece = pieces[index];
    const next = pieces[index + 1];
    if (piece.chars > lineChars || piece.pressed || piece.linkChars * 2 > piece.chars || next.chars < nextChars || next.linkChars * 2 > next.chars) continue;
    const isApart = (piece.weight >= BOLD && next.most.weight < BOLD && piece.size >= next.most.size) || piece.size >= next.most.size * LARGER;
    if (!isApart || !Number.isFinite(piece.size) || dom.closest(piece.block, TOLD) || dom.closest(dom.parent(piece.first), TOLD)) continue;
    const box = boxOf(piece);
    const below = boxOf(next);
    if (box.width < 2 || box.height < 2 || box.right + scrollX <= 0 || !isAbove(box, below) || !share(box, below)) continue;
    const before = index ? boxOf(pieces[index - 1]) : null;
    const isBeside = before && !isAbove(before, box) && !isAbove(box, before);
    if (isBeside) continue;
    lines.push({
      words: fold(piece.text).slice(0, textChars),
      tag: dom.name(piece.block),
      size_px: piece.size,
      weight: piece.weight,
      flow: flowOf(piece.block),
      within: dom.name(dom.closest(piece.block, "li, td, dd, blockquote, body")),
      gap_before_px: before && isAbove(before, box) && share(before, box) ? round(box.top - before.bottom) : null,
      gap_after_px: round(below.top - box.bottom),
      height_px: round(box.height),
      next_words: fold(next.text).slice(0, textChars),
      next_chars: next.chars,
      next_tag: dom.name(next.block),
      next_size_px: next.most.size,
      next_weight: next.most.weight,
      selector: selectorOf(piece.block),
      snippet: dom.html(piece.block).slice(0, snippetChars),
      landmark: landmarkOf(piece.block),
    });
  }
  const isHeading = (element) => dom.boxes(element).length > 0 && dom.text(element).trim();
  return { headings: dom.queryAll("h1, h2, h3, h4, h5, h6, [role=heading]").slice(0, 1_000).filter(isHeading).length, lines };
}
