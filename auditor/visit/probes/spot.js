// Tells where an element is and what it looks like in the markup, and what there is to press on a page.
const spot = (() => {
  const fold = (text) => (text ?? "").replace(/\s+/gu, " ").trim();
  const tagOf = (element) => dom.html(Node.prototype.cloneNode.call(element, false));
  const snippetOf = (element, chars = 300) => tagOf(element).slice(0, chars);
  // Of what may be a field: without what it holds, of which a cut could leave the beginning.
  const unfilledOf = (element, chars) => tagOf(element).replace(/\bvalue="[^"]*"/gu, 'value=""').slice(0, chars);
  const isVisible = (element) => {
    if (!Element.prototype.checkVisibility.call(element, { visibilityProperty: true, opacityProperty: true })) return false;
    const { width, height, right, bottom } = dom.box(element);
    return width > 1 && height > 1 && right + scrollX > 0 && bottom + scrollY > 0;
  };
  const nameOf = (element) => {
    const labelled = (dom.attribute(element, "aria-labelledby") ?? "").split(/\s+/u).filter(Boolean).slice(0, 5)
      .map((id) => dom.query(`#${CSS.escape(id)}`)).filter(Boolean).map((label) => dom.text(label)).join(" ");
    const pictures = () => dom.within(element, "img[alt], svg title").slice(0, 5)
      .map((inner) => dom.attribute(inner, "alt") ?? dom.text(inner)).join(" ");
    const labels = () => [...(element.labels ?? [])].map((label) => dom.text(label)).join(" ");
    return fold(labelled) || fold(dom.attribute(element, "aria-label")) || fold(labels()) || fold(dom.text(element))
      || fold(dom.attribute(element, "value")) || fold(dom.attribute(element, "alt")) || fold(pictures())
      || fold(dom.attribute(element, "title"));
  };
  const PRESSED = [
    "button", "summary", "[onclick]", "a[href^='#']", "a[href^='javascript:' i]", "a:not([href])",
    ...["button", "submit", "image", "checkbox", "radio", "reset", "range"].map((type) => `input[type=${type} i]`),
    ...["button", "switch", "checkbox", "menuitem", "menuitemcheckbox", "slider", "radio", "tab", "link"].map((role) => `[role=${role}]`),
  ].join(", ");
  const controls = (most) => {
    const found = [];
    for (const element of dom.queryAll(PRESSED).slice(0, 1000)) {
      if (found.length >= most) break;
      if (!isVisible(element) || dom.closest(element, "[aria-hidden=true], [inert]")) continue;
      const name = nameOf(element).slice(0, 100);
      if (name) found.push({ name, selector: selectorOf(element) });
    }
    return found;
  };
  return { fold, snippetOf, unfilledOf, isVisible, controls };
})();
