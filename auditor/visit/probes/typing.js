// Tells of each field for text whether it can be touched in its middle when the page was scrolled to it, as browsers
// scroll to a field that gets the focus, and how far down it lies when it was scrolled as far up as it goes.
({ fields: maxFields, depth: maxDepth, textChars, snippetChars }) => {
  const TYPED = ["text", "email", "tel", "number", "url"].map((type) => `input[type=${type} i]`);
  const all = dom.queryAll(["input:not([type])", ...TYPED, "textarea"].join(", ")).slice(0, maxFields);
  const into = (element, block) => Element.prototype.scrollIntoView.call(element, { block, behavior: "instant" });
  // Never what stands in it: that may be somebody's.
  const labelOf = (element) => spot.fold(dom.attribute(element, "aria-label"))
    || spot.fold([...(element.labels ?? [])].slice(0, 3).map((label) => dom.text(label)).join(" "))
    || spot.fold(dom.attribute(element, "placeholder")) || spot.fold(dom.attribute(element, "name"));
  const isWithin = (element, around) => {
    for (let node = element, depth = 0; node && depth < maxDepth; node = dom.parent(node), depth += 1) {
      if (node === around) return true;
    }
    return false;
  };
  const isUsable = (element) => spot.isVisible(element) && !element.disabled && !element.readOnly
    && !dom.closest(element, "[aria-hidden=true], [inert]");
  const told = all.filter(isUsable).map((element) => {
    into(element, "center");
    const box = dom.box(element);
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const isInside = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
    const top = isInside ? Document.prototype.elementFromPoint.call(document, x, y) : null;
    const labels = [...(element.labels ?? [])];
    const isSeen = Boolean(top) && [element, ...labels].some((one) => isWithin(top, one));
    const by = top && !isSeen ? selectorOf(top) : "";
    into(element, "start");
    return {
      selector: selectorOf(element),
      snippet: spot.unfilledOf(element, snippetChars),
      label: labelOf(element).slice(0, textChars),
      is_seen: isSeen,
      bottom_px: dom.box(element).bottom,
      by,
    };
  });
  window.scrollTo({ left: 0, top: 0, behavior: "instant" });
  return { overlays: navigator.virtualKeyboard?.overlaysContent === true, fields: told };
}
