// Reads what stands around a page's own content: the menus of its header, navigation and footer, with
// their links in order, and what it offers to search with. Addresses are absolute. Every list is bounded.
({ menus: maxMenus, links: maxLinks, anchors: maxAnchors, buttons: maxButtons, textChars, hrefChars }) => {
  if (!dom.root) return { menus: [], searches: [], buttons: [] };
  const NAVIGATION = 'nav, [role="navigation"]';
  const AREAS = 'header, [role="banner"], footer, [role="contentinfo"]';
  const SEARCH = 'input[type="search" i], search, [role="search"], [role="searchbox"]';
  const fold = (text) => (text ?? "").replace(/\s+/gu, " ").trim();
  const wordsOf = (element) => fold(
    dom.attribute(element, "aria-label") || dom.text(element) || dom.attribute(element, "title")
    || dom.within(element, "img[alt]").slice(0, 3).map((image) => dom.attribute(image, "alt")).join(" "),
  ).slice(0, textChars);

  // The header or footer of the page itself; those of articles and sections are their own.
  const area = (element) => {
    let outermost = null;
    for (let node = dom.closest(element, AREAS); node; node = dom.closest(dom.parent(node) ?? dom.root, AREAS)) {
      if (dom.closest(dom.parent(node) ?? dom.root, "main, article, section, aside, dialog")) return null;
      outermost = node;
    }
    return outermost;
  };
  const nameOf = (element) => (
    ["banner", "contentinfo", "navigation"].includes(dom.attribute(element, "role"))
      ? dom.attribute(element, "role")
      : { header: "banner", footer: "contentinfo", nav: "navigation" }[dom.name(element)] ?? ""
  );
  const labelOf = (element) => [
    dom.name(element), dom.id(element), dom.attribute(element, "class"), dom.attribute(element, "aria-label"),
  ].map((part) => fold(part).slice(0, textChars)).join("|");

  const menus = new Map();
  const componentOf = (anchor) => {
    const around = area(anchor);
    const navigation = dom.closest(anchor, NAVIGATION);
    if (navigation) return { element: navigation, within: around ? nameOf(around) : "" };
    if (!around) return null;
    let list = null;
    for (let node = dom.parent(anchor); node && node !== around; node = dom.parent(node)) {
      if (["ul", "ol", "menu"].includes(dom.name(node))) list = node;
    }
    return { element: list ?? around, within: nameOf(around) };
  };
  for (const anchor of dom.queryAll("a[href]").slice(0, maxAnchors)) {
    const component = componentOf(anchor);
    if (!component) continue;
    const { element, within } = component;
    if (!menus.has(element)) {
      if (menus.size >= maxMenus) continue;
      menus.set(element, {
        name: labelOf(element), is_navigation: dom.closest(element, NAVIGATION) !== null, within, links: [],
      });
    }
    const { links } = menus.get(element);
    if (links.length < maxLinks && typeof anchor.href === "string") {
      links.push({ href: anchor.href.slice(0, hrefChars), text: wordsOf(anchor) });
    }
  }
  const opening = dom.queryAll('button, [role="button"], summary, input[type="submit"], input[type="image"]');
  return {
    menus: [...menus.values()],
    searches: dom.queryAll(SEARCH).slice(0, maxButtons).map(labelOf),
    buttons: opening.slice(0, maxButtons).map((button) => (
      wordsOf(button) || fold(dom.attribute(button, "value") ?? dom.attribute(button, "alt")).slice(0, textChars)
    )).filter((words) => words),
  };
}
