// Lists what style sheets show only while a pointer is over something: what it is, over what the pointer has to be,
// and whether the style sheets know another way. Sheets of other origins cannot be read. Every list is bounded.
({ rules: maxRules, elements: maxElements, hovers: maxHovers, links: maxLinks, textChars, snippetChars }) => {
  if (!dom.body) return { hovers: [], scripts: 0 };
  const matches = (element, selector) => {
    try {
      return Element.prototype.matches.call(element, selector);
    } catch {
      return false; // no selector that the browser knows
    }
  };
  const around = (element, selector) => {
    try {
      return dom.closest(element, selector);
    } catch {
      return null; // cut in the middle, as within quotes
    }
  };
  const isShown = (element) => Element.prototype.checkVisibility.call(element, { visibilityProperty: true, opacityProperty: true });
  const shows = ({ display, visibility, opacity }) => (display && display !== "none") || visibility === "visible" || parseFloat(opacity) > 0;
  const parts = (selectors) => selectors.split(/,(?![^(]*\))/u).map((part) => part.trim());
  const compoundsOf = (part) => part.split(/\s*[>+~]\s*|\s+/u);
  const byHover = [];
  const otherwise = [];
  let left = maxRules;
  const read = (rules) => {
    for (const rule of rules) {
      if ((left -= 1) < 0) return;
      if (rule instanceof CSSMediaRule) {
        // A rule for pointers that hover is no promise to others.
        if (!/hover/u.test(rule.conditionText) && matchMedia(rule.conditionText).matches) read(rule.cssRules);
      } else if (rule instanceof CSSStyleRule) {
        const { selectorText } = rule;
        if (!selectorText.includes(":hover")) otherwise.push(rule);
        else if (shows(rule.style)) byHover.push(selectorText);
      } else if (rule.cssRules) read(rule.cssRules);
    }
  };
  for (const sheet of [...document.styleSheets].slice(0, 100)) {
    try {
      if (!sheet.disabled && (!sheet.media.length || matchMedia(sheet.media.mediaText).matches)) read(sheet.cssRules);
    } catch {
      continue; // another origin's
    }
  }
  const words = (text) => spot.fold(text).slice(0, textChars);
  // Whether something but a pointer shows it: a class that a script sets, focus, a ticked box. Such a rule names it
  // by itself or by one of its classes, and does not apply now.
  let others = null; // of thousands of rules, read only where something is hidden
  const isShownOtherwise = (element) => {
    const classes = new Set(dom.classes(element));
    others ??= [...otherwise.filter(({ style }) => shows(style)).map(({ selectorText }) => selectorText), ...byHover]
      .flatMap(parts).filter((part) => !part.includes(":hover"));
    return others.some((part) => {
      const last = compoundsOf(part).at(-1).replace(/:(?:focus(?:-within|-visible)?|active|target|checked|not\([^)]*\))/gu, "");
      const named = [...last.matchAll(/\.([\w-]+)/gu)].some(([, name]) => classes.has(name));
      return (named || (last && matches(element, last))) && !matches(element, part);
    });
  };
  const shownLinks = new Set();
  const anchors = byHover.length ? dom.queryAll("a[href]").slice(0, maxLinks) : [];
  for (const anchor of anchors) if (typeof anchor.href === "string" && isShown(anchor)) shownLinks.add(anchor.href);
  const hovers = [];
  const known = new Set();
  // "ul > :hover" stands for any element, which a selector without ":hover" has to name.
  const named = (part) => part.replace(/(^|[\s>+~]):hover/gu, "$1*:hover");
  for (const part of byHover.flatMap(parts).filter((each) => each.includes(":hover")).map(named)) {
    const [over, ...rest] = part.split(":hover");
    if (/[(]/u.test(over) || !rest.join("").trim()) continue; // in :not() or :is(), or it changes itself
    let found = [];
    try {
      found = dom.queryAll(part.replaceAll(":hover", "")).slice(0, maxElements);
    } catch {
      continue;
    }
    for (const element of found) {
      if (hovers.length >= maxHovers) break;
      if (known.has(element) || isShown(element) || dom.closest(element, "a, button, [aria-hidden=true]")) continue;
      const trigger = around(element, over.trim()) ?? dom.parent(element);
      const text = words(dom.text(element));
      if (!trigger || !isShown(trigger) || !/\p{L}{2}/u.test(text)) continue;
      known.add(element);
      const links = dom.within(element, "a[href]").slice(0, maxLinks).map(({ href }) => href).filter((href) => typeof href === "string");
      const opener = dom.name(trigger) === "a" ? trigger : dom.within(trigger, "a[href]").find((anchor) => !Node.prototype.contains.call(element, anchor));
      hovers.push({
        selector: selectorOf(element),
        snippet: spot.snippetOf(element, snippetChars),
        landmark: landmarkOf(element),
        text,
        over: opener ? words(dom.text(opener)) : words(dom.text(trigger)),
        leads_away: Boolean(opener) && !/^(?:#|javascript:|$)/iu.test(dom.attribute(opener, "href") ?? ""),
        links: links.length,
        links_elsewhere: links.filter((href) => shownLinks.has(href)).length,
        shown_otherwise: isShownOtherwise(element),
      });
    }
  }
  return { hovers, scripts: dom.queryAll("script:not([type]), script[type*=javascript i], script[type=module i]").length };
}
