// Tells which of a page's own texts are seen on the screen and not on paper. It is called first with
// `compare` false, to remember what is seen, and then, laid out as on paper, with `compare` true.
//
// A text is lost where it is no longer shown, or where a box that would have to be scrolled ends before it.
({ compare, nodes: maxNodes, depth: maxDepth, parts: maxParts, contacts: maxContacts, step: minStep, words: maxWords, textChars }) => {
  const { root, body } = dom;
  const fold = (text) => text.replace(/\s+/gu, " ").trim();
  const lettersOf = (text) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

  const OWN = new Set(["main", "complementary", "none"]);
  // What is of no use on paper: controls, and what only the screen shows.
  const OF_THE_SCREEN =
    "button, input, select, textarea, label, summary, dialog, iframe, svg, canvas, video, audio, object, script, style, noscript, template, [role=button], [role=dialog], [aria-hidden=true]";
  const isShown = (element) =>
    Element.prototype.checkVisibility.call(element, { visibilityProperty: true, opacityProperty: true });

  // The box that ends before a text in it does. What is below its edge can be scrolled to on the screen, if
  // the box scrolls, and on paper never; the window itself is as long as the page.
  const ofWindow = getComputedStyle(root).overflowY === "visible" ? body : root;
  const range = new Range();
  const cutBy = (node, parent) => {
    Range.prototype.selectNodeContents.call(range, node);
    const { bottom, height } = Range.prototype.getBoundingClientRect.call(range);
    let left = maxDepth;
    for (let box = parent; box && left > 0; box = dom.parent(box), left -= 1) {
      if (box === ofWindow || box === root) continue;
      const { overflowY } = getComputedStyle(box);
      const ends = compare ? overflowY !== "visible" : ["hidden", "clip"].includes(overflowY);
      if (ends && bottom - height / 2 > dom.box(box).bottom) return box;
    }
    return null;
  };

  // The texts that are seen, each with the element that it stands in.
  const seen = () => {
    const texts = new Map();
    const parents = new Map();
    const isOwn = (element) => {
      if (dom.closest(element, OF_THE_SCREEN) || !OWN.has(landmarkOf(element)) || !isShown(element)) return false;
      let left = maxDepth;
      for (let box = element; box && left > 0; box = dom.parent(box), left -= 1) {
        const { clip, clipPath, position } = getComputedStyle(box);
        if (position === "fixed" || position === "sticky") return false;
        if (clipPath !== "none" || (clip !== "auto" && position === "absolute")) return false; // for screen readers
      }
      return true;
    };
    const walker = dom.textNodes(body);
    let visited = 0;
    for (let node = walker.nextNode(); node && visited < maxNodes; node = walker.nextNode()) {
      visited += 1;
      if (!/[\p{L}\p{N}]/u.test(node.data)) continue;
      const parent = dom.parent(node);
      if (!parents.has(parent)) parents.set(parent, isOwn(parent));
      if (!parents.get(parent)) continue;
      Range.prototype.selectNodeContents.call(range, node);
      const box = Range.prototype.getBoundingClientRect.call(range);
      const isInside = box.width > 1 && box.height > 1 && box.right > 0 && box.bottom + scrollY > 0;
      if (isInside && !cutBy(node, parent)) texts.set(node, parent);
    }
    return texts;
  };

  if (!compare) {
    globalThis.seenTexts = seen();
    return;
  }

  // The outermost element that is not shown.
  const hiddenBy = (parent) => {
    let hidden = parent;
    let left = maxDepth;
    for (let box = parent; box && box !== body && left > 0 && !isShown(box); box = dom.parent(box), left -= 1) hidden = box;
    return hidden;
  };

  // An item of a numbered list that says something, and does not only lead there: no breadcrumb, no page number.
  const isStep = (item) => {
    const text = fold(dom.text(item));
    return lettersOf(text) >= minStep && !dom.within(item, "a[href]").some((link) => fold(dom.text(link)) === text);
  };

  let letters = 0;
  let lostLetters = 0;
  const parts = new Map();
  const kept = [];
  for (const [node, parent] of globalThis.seenTexts ?? new Map()) {
    const count = lettersOf(node.data);
    letters += count;
    const isHidden = !isShown(parent);
    const cut = isHidden ? null : cutBy(node, parent);
    if (!isHidden && !cut) {
      kept.push(fold(node.data));
      continue;
    }
    lostLetters += count;
    const by = isHidden ? hiddenBy(parent) : cut;
    if (!parts.has(by)) parts.set(by, { cut: !isHidden, letters: 0, texts: [], parents: new Set() });
    const part = parts.get(by);
    part.letters += count;
    part.texts.push(fold(node.data));
    part.parents.add(parent);
  }
  // What stands outside the page's own text is printed too where its style sheet does not hide it.
  const walker = dom.textNodes(body);
  let visited = 0;
  for (let node = walker.nextNode(); node && visited < maxNodes; node = walker.nextNode()) {
    visited += 1;
    if (/[\p{L}\p{N}]/u.test(node.data) && !(globalThis.seenTexts ?? new Map()).has(node) && isShown(dom.parent(node))) kept.push(fold(node.data));
  }
  const printed = kept.join("\n");
  const lost = [...parts].slice(0, maxParts).map(([element, part]) => {
    const steps = new Set();
    const contacts = new Set();
    let postal = false;
    for (const parent of part.parents) {
      if (printed.includes(fold(dom.text(parent)))) continue;
      const item = dom.closest(parent, "ol > li");
      if (item && isStep(item)) steps.add(item);
      const link = dom.closest(parent, "a[href]");
      const address = link ? dom.attribute(link, "href") : "";
      if (/^(?:tel|sms|mailto):[^?]/iu.test(address) && contacts.size < maxContacts) contacts.add(address.slice(0, textChars));
      if (dom.closest(parent, "address")) postal = true;
    }
    return {
      selector: selectorOf(element),
      snippet: dom.html(element).slice(0, textChars),
      words: part.texts.join(" ").slice(0, maxWords),
      letters: part.letters,
      cut: part.cut,
      steps: steps.size,
      contacts: [...contacts],
      postal,
    };
  });
  return { letters, lost_letters: lostLetters, lost };
}
