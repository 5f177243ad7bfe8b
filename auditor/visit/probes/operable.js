// Looks for what the keyboard does not lead to, and for what single keys do: as `operable` in the probes'
// world, beside `keyboard`, which has to be there.
({ nodes: maxNodes, clickables: maxClickables }) => {
  const { spot, contains, parentOf, matches, active, known, tabbable, fold, nameOf, FOCUSABLE } = keyboard.tools;
  const visible = (element) => Element.prototype.checkVisibility.call(element, { visibilityProperty: true, opacityProperty: true });

  // ---- elements that hear clicks and get no focus
  const CONTROL_ROLES = ["button", "link", "checkbox", "switch", "radio", "tab", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "treeitem", "slider"];
  const ANY_FOCUS = `${FOCUSABLE}, label, [contenteditable], option, iframe`;
  const roleOf = (element) => (dom.attribute(element, "role") ?? "").trim().toLowerCase();
  const found = [];
  const findClickables = () => {
    const body = dom.body;
    let looked = 0;
    for (const element of dom.within(body, "*")) {
      looked += 1;
      if (looked > maxNodes || found.length >= maxClickables) break;
      const isControl = CONTROL_ROLES.includes(roleOf(element));
      const hearsByMarkup = dom.attribute(element, "onclick") !== null;
      const style = getComputedStyle(element);
      const parent = parentOf(element);
      const pointer = style.cursor === "pointer";
      if (!isControl && !hearsByMarkup && !(pointer && parent && getComputedStyle(parent).cursor !== "pointer")) continue;
      if (dom.closest(element, `${ANY_FOCUS}, [inert], [aria-hidden=true], [aria-disabled=true]`) || dom.within(element, ANY_FOCUS).length) continue;
      if (style.pointerEvents === "none" || !visible(element)) continue;
      const { width, height } = dom.box(element);
      if (width < 8 || height < 8 || width * height > innerWidth * innerHeight * 0.4) continue;
      if (!nameOf(element) && !matches(element, "img, svg, i, span, div, a, button")) continue;
      found.push({ element, hearsByMarkup, pointer });
    }
    return found.map(({ hearsByMarkup }) => hearsByMarkup);
  };
  const described = (hears) => {
    const twins = new Set(tabbable().map((element) => nameOf(element).toLowerCase()));
    return found.map(({ element, pointer }, place) => ({
      spot: spot(element), tag: dom.name(element), role: roleOf(element).slice(0, 40), hears: hears[place] === true, pointer,
      in_form: dom.closest(element, "form, [role=search]") !== null, has_twin: twins.has(nameOf(element).toLowerCase()) && nameOf(element) !== "",
    }));
  };

  // ---- links to a place in the page
  const targetOf = (link) => {
    const [before, name] = String(dom.attribute(link, "href")).split("#");
    if (!name || (before && new URL(before, document.baseURI).href !== location.href.split("#")[0])) return null;
    let id = name;
    try { id = decodeURIComponent(name); } catch { id = name; }
    const byId = Document.prototype.getElementById.call(document, id) ?? dom.query(`a[name="${CSS.escape(id)}"]`);
    return { id, element: byId };
  };
  const follows = (element, target) => contains(target, element) || Boolean(Node.prototype.compareDocumentPosition.call(target, element) & Node.DOCUMENT_POSITION_FOLLOWING);

  // ---- what single keys do
  const KEYS = [..."abcdefghijklmnopqrstuvwxyz0123456789/?.,;+-*=!#[]'"];
  const ODD = { "/": 191, "?": 191, ".": 190, ",": 188, ";": 186, "+": 187, "-": 189, "*": 56, "=": 187, "!": 49, "#": 51, "[": 219, "]": 221, "'": 222 };
  const isSeen = ({ type, addedNodes, removedNodes }) =>
    type === "characterData" || [...addedNodes, ...removedNodes].some((node) => fold(dom.text(node)) || (node instanceof Element && dom.box(node).height > 0));
  const shortcuts = () => {
    const observer = new MutationObserver(() => {});
    observer.observe(dom.root, { childList: true, characterData: true, subtree: true });
    const seen = { tried: KEYS.length, focused: [], rewrote: [], controls: [] };
    for (const key of KEYS) {
      HTMLElement.prototype.blur.call(active() ?? dom.body);
      observer.takeRecords();
      const code = /[a-z]/.test(key) ? `Key${key.toUpperCase()}` : /\d/.test(key) ? `Digit${key}` : "";
      const keyCode = ODD[key] ?? key.toUpperCase().charCodeAt(0);
      for (const type of ["keydown", "keypress", "keyup"]) {
        const number = type === "keypress" ? key.charCodeAt(0) : keyCode;
        const event = new KeyboardEvent(type, {
          key, code, keyCode: number, which: number, charCode: type === "keypress" ? number : 0, bubbles: true, cancelable: true, composed: true,
        });
        EventTarget.prototype.dispatchEvent.call(dom.body, event);
      }
      if (active()) seen.focused.push(key);
      if (observer.takeRecords().some(isSeen)) seen.rewrote.push(key);
    }
    observer.disconnect();
    if (seen.focused.length + seen.rewrote.length) {
      seen.controls = dom.queryAll("label, button, a, summary, legend, input, [role=button], [role=switch], [role=checkbox]")
        .slice(0, 300).map((element) => nameOf(element)).filter(Boolean);
    }
    return seen;
  };

  globalThis.operable = {
    clickable: (place) => found[place].element, described, shortcuts,
    jumps: (numbers) => numbers.filter((number) => dom.name(known[number]) === "a" && targetOf(known[number]) !== null),
    jumped: (number) => {
      const { element: target } = targetOf(known[number]) ?? {};
      const now = active();
      return {
        exists: Boolean(target), arrived: Boolean(target && (!now || (now !== known[number] && follows(now, target)))),
        next: now ? spot(now).selector : "", spot: spot(known[number]),
      };
    },
  };
  return findClickables();
}
