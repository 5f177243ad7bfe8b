// Tells which of a page's own texts are seen in a window as wide as a desktop's and not in a narrow one. It is
// called first in the narrow window, with `compare` false, to remember what is seen there, and then in the wide one.
//
// What a button near it, or one that names it, may open is told as such; texts that stand elsewhere in the narrow
// window too are not told, nor the headers of tables, which are often repeated by the style sheet.
({ compare, nodes: maxNodes, depth: maxDepth, parts: maxParts, near: maxNear, contacts: maxContacts, words: maxWords, textChars }) => {
  const { body } = dom;
  const fold = (text) => text.replace(/\s+/gu, " ").trim();
  const lettersOf = (text) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const isShown = (element) =>
    Element.prototype.checkVisibility.call(element, { visibilityProperty: true, opacityProperty: true });
  const SILENT = "script, style, noscript, template, svg, iframe, object, dialog, thead, th, option, [aria-hidden=true], [role=dialog]";
  const PRESSED = "button, summary, select, label[for], [role=button], [role=tab], [aria-expanded], [aria-controls], [onclick], input[type=checkbox], input[type=radio]";
  const CONTACTS = 'a[href^="tel:"], a[href^="sms:"], a[href^="mailto:"]';
  const FIELDS = "input:not([type=hidden], [type=submit], [type=button], [type=search]), select, textarea";

  const each = (visit) => {
    const walker = dom.textNodes(body);
    let left = maxNodes;
    for (let node = walker.nextNode(); node && left > 0; node = walker.nextNode(), left -= 1) {
      const parent = dom.parent(node);
      if (parent && /[\p{L}\p{N}]/u.test(node.data)) visit(node, parent);
    }
  };

  if (!compare) {
    const hiddenBy = new Map(); // of elements with text: the outermost that is not shown, or null
    const texts = [];
    each((node, parent) => {
      if (!hiddenBy.has(parent)) {
        let hidden = null;
        let left = maxDepth;
        for (let box = parent; box && box !== body && left > 0 && !isShown(box); box = dom.parent(box), left -= 1) hidden = box;
        hiddenBy.set(parent, hidden);
      }
      if (!hiddenBy.get(parent)) texts.push(fold(node.data));
    });
    const named = (id) => {
      const is = CSS.escape(id);
      return `[aria-controls~="${is}"], [for="${is}"], [href="#${is}"], [data-target="#${is}"], [data-bs-target="#${is}"]`;
    };
    const mayOpen = (hidden) => {
      const id = dom.id(hidden);
      if (id && dom.queryAll(named(id)).some(isShown)) return true;
      let around = dom.parent(hidden);
      for (let left = maxNear; around && around !== body && left > 0; around = dom.parent(around), left -= 1) {
        if (dom.within(around, PRESSED).slice(0, 50).some(isShown)) return true;
      }
      return false;
    };
    const opened = new Map([...new Set(hiddenBy.values())].filter(Boolean).slice(0, 500).map((hidden) => [hidden, mayOpen(hidden)]));
    const contacts = new Set(dom.queryAll(CONTACTS).filter(isShown).map((link) => dom.attribute(link, "href")));
    globalThis.inNarrow = { hiddenBy, opened, contacts, texts: texts.join("\n") };
    return null;
  }

  const narrow = globalThis.inNarrow;
  if (!narrow) throw new Error("the narrow window was not seen");
  const OWN = new Set(["main", "complementary", "none"]);
  const parts = new Map();
  let letters = 0;
  each((node, parent) => {
    const hidden = narrow.hiddenBy.get(parent);
    if (hidden === undefined || !isShown(parent) || dom.closest(parent, SILENT) || !OWN.has(landmarkOf(parent))) return;
    const { width, height, right, bottom } = dom.box(parent);
    if (width <= 1 || height <= 1 || right + scrollX <= 0 || bottom + scrollY <= 0) return;
    const count = lettersOf(node.data);
    letters += count;
    if (!hidden || !narrow.opened.has(hidden) || narrow.texts.includes(fold(node.data))) return;
    if (!parts.has(hidden)) parts.set(hidden, { letters: 0, linked: 0, texts: [] });
    const part = parts.get(hidden);
    part.letters += count;
    if (dom.closest(parent, "a[href]")) part.linked += count;
    part.texts.push(fold(node.data));
  });
  const lost = [...parts].sort(([, a], [, b]) => b.letters - a.letters).slice(0, maxParts).map(([element, part]) => ({
    selector: selectorOf(element),
    snippet: dom.html(element).slice(0, textChars),
    words: part.texts.join(" ").slice(0, maxWords),
    letters: part.letters,
    linked_letters: part.linked,
    contacts: dom.within(element, CONTACTS).map((link) => dom.attribute(link, "href").slice(0, textChars))
      .filter((address) => /^[a-z]+:[^?]/iu.test(address) && !narrow.contacts.has(address)).slice(0, maxContacts),
    fields: dom.within(element, FIELDS).slice(0, 100).filter(isShown).length,
    may_open: narrow.opened.get(element),
  }));
  return { letters, lost };
}
