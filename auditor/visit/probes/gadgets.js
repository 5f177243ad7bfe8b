// Lists the puzzles of a page (CAPTCHAs), and what is dragged on it, by markup that is known. Every list is bounded.
({ makers, dragged: kinds, puzzles: maxPuzzles, elements: maxElements, controls: maxControls, textChars, snippetChars }) => {
  if (!dom.root) return { puzzles: [], dragged: [] };
  const isShown = (element) => spot.isVisible(element);
  const isThere = (element) => dom.boxes(element).length > 0; // what a script fills may be empty yet
  const cut = (text) => spot.fold(text).slice(0, textChars);
  const placeOf = (element) => ({
    selector: selectorOf(element), snippet: spot.snippetOf(element, snippetChars), landmark: landmarkOf(element),
  });
  const matches = (element, selector) => Element.prototype.matches.call(element, selector);

  const OWN = ["src", "id", "class", "alt", "name"].map((name) => `img[${name}*="captcha" i]`).join(", ");
  const FIELD = ["name", "id", "class", "placeholder"].map((name) => (
    `input[${name}*="captcha" i]:not([type=hidden], [type=submit], [type=button], [type=checkbox], [type=image])`
  )).join(", ");
  const PRESSED = "a, button, [role=button], input[type=button], input[type=image], img, svg, [onclick], [title]";
  const around = (element) => dom.closest(element, "form") ?? dom.closest(element, "fieldset, section, main, body") ?? dom.body;
  const tell = (control) => cut([
    dom.text(control), ...["aria-label", "title", "alt", "value", "href", "src", "class", "id"].map((name) => dom.attribute(control, name)),
  ].filter(Boolean).join(" "));
  // What stands next to it, before and after: a form may hold a whole page.
  const near = (element, controls) => {
    const first = Math.max(0, controls.indexOf(element) - maxControls / 2);
    return controls.slice(first, first + maxControls + 1).filter((control) => control !== element);
  };
  const describe = (maker, element) => {
    const form = around(element);
    const passwords = dom.within(form, 'input[type="password" i]').filter(isThere);
    return {
      maker,
      name: cut(dom.attribute(element, "alt")),
      passwords: passwords.length,
      new_passwords: passwords.filter((field) => matches(field, '[autocomplete~="new-password" i]')).length,
      recordings: dom.within(form, 'audio, object[type^="audio"], embed[type^="audio"], bgsound').length,
      controls: maker === "image" ? near(element, dom.within(form, PRESSED)).map(tell).filter(Boolean) : [],
      ...placeOf(element),
    };
  };
  const puzzles = [];
  const add = (maker, element) => {
    if (puzzles.length < maxPuzzles) puzzles.push(describe(maker, element));
  };
  const made = Object.values(makers).join(", ");
  for (const [maker, selector] of Object.entries(makers)) {
    const found = dom.queryAll(selector).filter(isThere);
    for (const element of found) {
      // A maker's frame stands in the maker's box.
      if (!found.some((other) => other !== element && Node.prototype.contains.call(other, element))) add(maker, element);
    }
  }
  if (dom.query(FIELD)) {
    const asked = new Set();
    for (const image of dom.queryAll(OWN).slice(0, maxElements)) {
      const form = around(image);
      if (asked.has(form) || !isShown(image) || dom.closest(image, made)) continue;
      if (!dom.within(form, FIELD).some(isShown)) continue;
      asked.add(form);
      add("image", image);
    }
  }

  const dragged = [];
  for (const [kind, [selector, pressed]] of Object.entries(kinds)) {
    const found = dom.queryAll(selector).slice(0, maxElements).filter(isShown)
      .filter((element) => kind !== "carousel" || hasMore(element));
    if (!found.length) continue;
    const hasPressed = (element) => [element, dom.parent(element)].some((node) => node && dom.within(node, pressed).some(isShown));
    dragged.push({ kind, count: found.length, by_press: found.filter(hasPressed).length, ...placeOf(found.find((element) => !hasPressed(element)) ?? found[0]) });
  }
  // Whether a carousel has more to show than is in sight.
  function hasMore(element) {
    return [element, ...dom.within(element, "*").slice(0, 10)].some((box) => dom.scrollWidth(box) > dom.clientWidth(box) + 2);
  }
  return { puzzles, dragged };
}
