// Reads the texts of a page, each with the element around it whose lang attribute says its language. What is not
// shown is left out, and what is no language: code, and what is marked as not to be translated. Every list is bounded.
({ nodes: maxNodes, passages: maxPassages, marks: maxMarks, names: maxNames, textChars, snippetChars }) => {
  const SILENT = "script, style, noscript, template, textarea, code, pre, kbd, samp, var, math, [translate=no]";
  const BLOCKS = new Set([
    "address", "article", "aside", "blockquote", "body", "button", "caption", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "label",
    "legend", "li", "main", "nav", "ol", "option", "p", "section", "select", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
  ]);
  const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;
  if (!dom.root) return { marks: [], passages: [] };
  const fold = (text) => (text ?? "").replace(/\s+/gu, " ").trim();

  const marks = [];
  const numbers = new Map();
  const mark = (element) => {
    if (!numbers.has(element)) {
      if (marks.length >= maxMarks) return null;
      numbers.set(element, marks.length);
      const shown = dom.html(Node.prototype.cloneNode.call(element, false)).slice(0, snippetChars);
      marks.push({ lang: (dom.attribute(element, "lang") ?? "").trim().slice(0, 40), selector: selectorOf(element), snippet: shown });
    }
    return numbers.get(element);
  };
  mark(dom.root);
  dom.queryAll("body [lang]").slice(0, maxMarks).forEach(mark);
  const markOf = (element) => mark(dom.closest(element, "[lang]") ?? dom.root);
  const isShown = (element) => Element.prototype.checkVisibility.call(element, { visibilityProperty: true })
    && dom.closest(element, SILENT) === null;

  const passages = [];
  let open = null; // texts of one block and one mark belong together
  const close = () => {
    const text = fold(open?.text).slice(0, textChars);
    if (text) {
      const { element, number } = open;
      passages.push({
        text, mark: number, selector: selectorOf(element), tag: dom.name(element),
        direction: RIGHT_TO_LEFT.test(text) ? getComputedStyle(element).direction : "",
      });
    }
    open = null;
  };
  const around = new Map();
  const read = (parent) => {
    if (!around.has(parent)) {
      let block = parent;
      while (block && !BLOCKS.has(dom.name(block))) block = dom.parent(block);
      around.set(parent, isShown(parent) ? { element: block ?? parent, number: markOf(parent) } : null);
    }
    return around.get(parent);
  };
  const walker = dom.textNodes(dom.body);
  let visited = 0;
  for (let node = walker.nextNode(); node && visited < maxNodes && passages.length < maxPassages; node = walker.nextNode()) {
    visited += 1;
    if (!node.data.trim()) { if (open) open.text += " "; continue; }
    const place = read(dom.parent(node));
    if (!place || place.number === null) continue;
    if (!open || open.element !== place.element || open.number !== place.number) {
      close();
      open = { ...place, text: "" };
    }
    if (open.text.length < textChars * 2) open.text += node.data;
  }
  close();

  const hidden = (element) => (dom.attribute(element, "aria-labelledby") ?? "").split(/\s+/u).filter(Boolean).slice(0, 5)
    .map((id) => dom.query(`#${CSS.escape(id)}`)).filter((label) => label && !isShown(label)).map((label) => dom.text(label));
  const named = dom.queryAll("[alt], [aria-label], [aria-labelledby], [title], [placeholder], input[value]").slice(0, 5000);
  let names = 0;
  for (const element of named) {
    if (names >= maxNames) break;
    if (dom.name(element) === "iframe" || !isShown(element)) continue;
    const texts = ["alt", "aria-label", "title", "placeholder"].map((name) => dom.attribute(element, name));
    if (/^(submit|button|reset)$/iu.test(dom.attribute(element, "type") ?? "")) texts.push(dom.attribute(element, "value"));
    for (const text of new Set([...texts, ...hidden(element)].map(fold).filter(Boolean))) {
      const number = markOf(element);
      names += 1;
      if (number === null) continue;
      passages.push({ text: text.slice(0, textChars), mark: number, selector: selectorOf(element), tag: dom.name(element), is_name: true });
    }
  }
  return { marks, passages };
}
