// Makes ready what a walk by keyboard asks of the page after each key, as `keyboard` in the probes' world.
// Elements are numbered in the order in which they are met; -1 stands for none, as when the focus is
// outside of the page. Nothing here presses keys or judges.
({ textChars, nodes: maxNodes, sameLinks, sameControls }) => {
  const get = (prototype, name) => {
    const { get: read } = Object.getOwnPropertyDescriptor(prototype, name);
    return (node) => read.call(node);
  };
  const focusedIn = { document: get(Document.prototype, "activeElement"), root: get(ShadowRoot.prototype, "activeElement") };
  const known = [];
  const numbers = new WeakMap();
  const numberOf = (element) => {
    if (!numbers.has(element)) numbers.set(element, known.push(element) - 1);
    return numbers.get(element);
  };
  const active = () => {
    let element = focusedIn.document(document);
    if (!element || element === dom.body || element === dom.root) return null;
    for (let inner = element; inner; inner = dom.shadow(inner) && focusedIn.root(dom.shadow(inner))) element = inner;
    return element;
  };
  // What the focus came to since it was last asked: one element a key, unless a script moves it.
  let came = [];
  const note = () => {
    const element = active();
    if (element && came.length < 20) came.push(numberOf(element));
  };
  addEventListener("focus", note, true); // before what hears it may take it away again
  const smooth = new CSSStyleSheet(); // else elements are measured while they are scrolled into view
  smooth.replaceSync("*, ::before, ::after { scroll-behavior: auto !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, smooth];

  const parentOf = (node) => dom.parent(node) ?? dom.documentOf(node).host ?? null;
  const contains = (outer, inner) => {
    for (let node = inner; node; node = parentOf(node)) if (node === outer) return true;
    return false;
  };
  const fold = (text) => String(text ?? "").replace(/\s+/gu, " ").trim();
  const labelsOf = (element) => [...(element instanceof HTMLInputElement ? Reflect.get(HTMLInputElement.prototype, "labels", element) ?? [] : [])];
  const nameOf = (element) => {
    const from = (name) => fold(dom.attribute(element, name));
    const words = from("aria-label") || fold(dom.text(element)) || labelsOf(element).map((label) => fold(dom.text(label))).join(" ");
    const image = dom.within(element, "img[alt]")[0];
    return (words || from("alt") || from("title") || from("value") || (image ? fold(dom.attribute(image, "alt")) : "")).slice(0, 200);
  };
  const spot = (element) => ({ selector: selectorOf(element), snippet: dom.html(element).slice(0, textChars), name: nameOf(element) });

  // ---- how it looks, with focus and without
  const SIDES = ["top", "right", "bottom", "left"];
  const PLAIN = [
    "box-shadow", "background-color", "background-image", "background-position", "background-size", "color",
    "text-decoration-line", "opacity", "visibility", "display", "transform", "translate", "scale", "filter",
    "clip", "clip-path", "left", "top", "width", "height", "font-weight", "font-size", "fill", "stroke",
    "stroke-width", "content", "letter-spacing",
  ];
  const alpha = (colour) => {
    const parts = colour.match(/[\d.]+/g) ?? [];
    return colour.startsWith("rgba") || colour.includes("/") ? Number(parts.at(-1)) : 1;
  };
  const clear = (colour) => colour === "transparent" || alpha(colour) === 0;
  const line = (style, kind, colour) => {
    const [how, width, hue] = [style.getPropertyValue(`${kind}-style`), style.getPropertyValue(`${kind}-width`), style.getPropertyValue(colour ?? `${kind}-color`)];
    return how === "none" || how === "hidden" || parseFloat(width) === 0 || clear(hue) ? "none" : `${how} ${width} ${hue}`;
  };
  // Whether what stands around an element cuts its outline off on all sides, as a card does that it fills.
  const isCutOff = (element, offset) => {
    const { left, top, right, bottom } = dom.box(element);
    let outer = parentOf(element);
    for (let steps = 0; steps < 3 && outer && outer !== dom.body; steps += 1, outer = parentOf(outer)) {
      if (getComputedStyle(outer).overflowX === "visible") continue;
      const box = dom.box(outer);
      if (left - offset <= box.left && top - offset <= box.top && right + offset >= box.right && bottom + offset >= box.bottom) return true;
    }
    return false;
  };
  const looks = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    if (pseudo && ["none", "normal"].includes(style.content)) return null;
    const seen = { outline: line(style, "outline") };
    if (seen.outline !== "none" && !pseudo && isCutOff(element, parseFloat(style.outlineOffset))) seen.outline = "none";
    if (seen.outline !== "none") seen.outline += ` ${style.outlineOffset}`;
    for (const side of SIDES) seen[`border-${side}`] = line(style, `border-${side}`);
    for (const name of PLAIN) seen[name] = style.getPropertyValue(name);
    if (seen["text-decoration-line"] !== "none") {
      seen["text-decoration-line"] += style.textDecorationStyle + style.textDecorationColor + style.textDecorationThickness;
    }
    return seen;
  };
  const around = (element) => {
    const near = new Set([element, ...labelsOf(element)]);
    for (const inner of dom.within(element, "*").slice(0, 8)) near.add(inner);
    let outer = element;
    for (let steps = 0; steps < 3 && outer; steps += 1) {
      const parent = parentOf(outer);
      if (!parent || parent === dom.body) break;
      const siblings = [...dom.children(parent)];
      const place = siblings.indexOf(outer);
      if (steps < 2) for (const other of siblings.slice(Math.max(0, place - 1), place + 3)) near.add(other);
      near.add(parent);
      outer = parent;
    }
    return [...near].slice(0, 24);
  };
  const PSEUDO = [undefined, "::before", "::after"];
  // Where it has an outline, that tells enough: it goes with the focus, or pictures have to be compared. Where all
  // lines around it are pale, it matters whether anything else changes.
  const portrait = (element, marks) => {
    const own = looks(element);
    const pale = Object.keys(marks).length > 0 && Object.values(marks).every((ratio) => ratio !== null && ratio < 3);
    const near = own.outline === "none" || pale
      ? around(element).map((each) => ({ element: each, parts: PSEUDO.map((pseudo) => looks(each, pseudo)) }))
      : [{ element, parts: [own] }];
    return { near, whole: pale };
  };
  const differences = ({ near, whole }) => {
    const found = new Set();
    for (const { element, parts } of near) {
      parts.forEach((then, place) => {
        const now = looks(element, PSEUDO[place]);
        if (!now !== !then) found.add("content");
        else if (now) for (const name of Object.keys(now)) if (now[name] !== then[name]) found.add(name);
      });
      if (found.size && !whole) break;
    }
    return [...found].sort();
  };

  // ---- where it is, and what lies over it
  const PAINTED = new Set(["img", "video", "canvas", "iframe", "svg", "object", "embed", "picture"]);
  const coverBy = (top, element) => {
    let opaque = false;
    let faded = 1;
    let fixed = null;
    for (let node = top; node && !contains(node, element); node = parentOf(node)) {
      const style = getComputedStyle(node);
      faded *= Number(style.opacity);
      if (PAINTED.has(dom.name(node)) || alpha(style.backgroundColor) >= 0.95) opaque = true;
      if (["fixed", "sticky"].includes(style.position)) fixed = { node, position: style.position };
    }
    return { spot: spot(fixed?.node ?? top), position: fixed?.position ?? getComputedStyle(top).position, opaque: opaque && faded >= 0.95 };
  };
  const shown = (element) => {
    const seen = { points: 0, seen: 0, cover: null };
    const own = [element, ...labelsOf(element)];
    for (const box of [...dom.boxes(element)].slice(0, 3)) {
      for (const across of [0.1, 0.5, 0.9]) {
        for (const down of [0.15, 0.5, 0.85]) {
          const [x, y] = [box.left + box.width * across, box.top + box.height * down];
          if (box.width < 1 || box.height < 1 || x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
          seen.points += 1;
          const top = Document.prototype.elementFromPoint.call(document, x, y);
          if (!top || own.some((each) => contains(each, top) || contains(top, each))) seen.seen += 1;
          else if (!seen.cover) seen.cover = coverBy(top, element);
        }
      }
    }
    return seen;
  };

  const TYPED = "input:not([type=button], [type=submit], [type=reset], [type=checkbox], [type=radio], [type=range], [type=color], [type=file], [type=image]), textarea, [contenteditable]:not([contenteditable=false])";
  const described = (element) => {
    const box = dom.box(element);
    return {
      spot: spot(element), tag: dom.name(element), role: (dom.attribute(element, "role") ?? "").slice(0, 40),
      left_px: Math.round(box.left), top_px: Math.round(box.top), width_px: Math.round(box.width), height_px: Math.round(box.height),
      ...shown(element),
      caret: Element.prototype.matches.call(element, TYPED) && !clear(getComputedStyle(element).caretColor),
    };
  };

  // ---- what takes part in the order of focus by its markup
  const FOCUSABLE = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, audio[controls], video[controls], [contenteditable]:not([contenteditable=false]), [tabindex]";
  const OUT = ":disabled, details:not([open]) > :not(summary:first-of-type) *, summary:not(details > summary), [inert], [inert] *";
  const matches = (element, selector) => Element.prototype.matches.call(element, selector);
  const indexOf = (element) => Math.trunc(Number(dom.attribute(element, "tabindex") ?? 0)) || 0;
  const tabbable = () => {
    const modal = dom.queryAll(":modal").at(-1);
    const found = [];
    const grouped = new Set();
    let looked = 0;
    const gather = (elements) => {
      for (const element of elements) {
        looked += 1;
        if (looked > maxNodes) return;
        const inner = dom.shadow(element);
        if (inner) gather(DocumentFragment.prototype.querySelectorAll.call(inner, "*"));
        if (!matches(element, FOCUSABLE) || indexOf(element) < 0 || matches(element, OUT)) continue;
        if (modal && !contains(modal, element)) continue;
        if (!Element.prototype.checkVisibility.call(element, { visibilityProperty: true }) || !dom.boxes(element).length) continue;
        if (element instanceof HTMLInputElement && dom.attribute(element, "type")?.toLowerCase() === "radio") {
          const group = `${dom.attribute(element, "name")}`;
          if (grouped.has(group)) continue; // one of a group is come to, whichever is chosen
          grouped.add(group);
        }
        found.push(element);
      }
    };
    gather(dom.queryAll("*"));
    const rank = (element) => indexOf(element) || Infinity;
    return found.sort((one, other) => (rank(one) === rank(other) ? 0 : rank(one) - rank(other)));
  };
  // Of links, and of other controls, that look alike the first few are come to: what follows is leapt over.
  let order = null;
  const told = new Map();
  const kinds = new WeakMap();
  const kindOf = (element) => {
    const words = (node) => (node ? `${dom.name(node)}.${dom.attribute(node, "class") ?? ""}` : "");
    if (!kinds.has(element)) {
      const own = ["role", "type", "style"].map((name) => dom.attribute(element, name) ?? "");
      const isWithin = dom.name(element) === "a" && dom.attribute(element, "href")?.startsWith("#"); // such as skip links
      kinds.set(element, [words(element), words(parentOf(element)), ...own, isWithin ? "#" : ""].join(" "));
    }
    return kinds.get(element);
  };
  const isKnown = (element) => (told.get(kindOf(element)) ?? 0) >= (dom.name(element) === "a" ? sameLinks : sameControls) && dom.name(element) !== "iframe";
  const lastAlike = (element) => {
    if (!order?.includes(element)) order = tabbable();
    const place = order.indexOf(element);
    if (place < 0) return null;
    let next = place + 1;
    while (next < order.length && isKnown(order[next])) next += 1;
    return next - place > 2 ? order[next - 1] : null;
  };
  const visited = new Set();
  const leapt = new Set();
  let last = null; // the portrait of what had the focus before
  let before = null;
  // Sets the focus to the last of those alike, so that Tab goes on from there; tells how what had it looks without.
  const leapFrom = (element) => {
    const to = lastAlike(element);
    if (!to) return [];
    const own = last.portrait;
    HTMLElement.prototype.focus.call(to, { preventScroll: true });
    if (active() !== to) return [];
    still();
    const restyled = differences(own);
    last = null;
    came = [];
    for (const passed of order.slice(order.indexOf(element) + 1, order.indexOf(to) + 1)) leapt.add(passed);
    return restyled;
  };

  globalThis.keyboard = {
    tools: { spot, contains, parentOf, matches, active, known, tabbable, fold, nameOf, FOCUSABLE },
    // What has the focus now: its number, a description if it has it for the first time, what the focus came to
    // since, and how what had it before looks different now. Where a script took the focus away at once, and
    // gave it to nothing else, what it was taken from is described. Where others follow that are like those that
    // were come to, they are leapt over; `leapt` then tells how this looks without the focus.
    stop: () => {
      still();
      const kept = active();
      const element = kept ?? known[came.at(-1)] ?? null;
      const seen = { number: kept ? numberOf(kept) : -1, came, restyled: [], described: null, leapt: [] };
      came = [];
      if (last && last.element !== element) {
        seen.restyled = differences(last.portrait);
        last = null;
      }
      if (element && !visited.has(element)) {
        visited.add(element);
        told.set(kindOf(element), (told.get(kindOf(element)) ?? 0) + 1);
        const marks = focusMarks(element);
        const back = before ? focusOrder(before, element) : [];
        seen.described = { ...described(element), marks, kept: kept !== null, back };
        last = { element, portrait: portrait(element, marks) };
      }
      before = element; // null outside of the page: from there the way begins anew
      if (kept && seen.described) seen.leapt = leapFrom(kept);
      return seen;
    },
    // Only what has the focus.
    at: () => {
      const element = active();
      return element ? numberOf(element) : -1;
    },
    spot: (number) => spot(known[number]),
    // Where in the window it is: left, top, right and bottom.
    box: (number) => {
      const { left, top, right, bottom } = dom.box(known[number]);
      return [left, top, right, bottom].map(Math.round);
    },
    // How many were leapt over, and how many were neither come to nor leapt over.
    passed: () => ({
      leapt: leapt.size,
      unvisited: tabbable().filter((element) => !visited.has(element) && !leapt.has(element) && !dom.within(element, "*").some((inner) => visited.has(inner))).length,
    }),
    // Whether all of these stand in one dialog, or in one box that is fixed to the window.
    overlay: (members) => {
      for (let node = known[members[0]]; node; node = parentOf(node)) {
        const dialog = Element.prototype.matches.call(node, "dialog, [role=dialog], [role=alertdialog], [aria-modal=true]");
        if ((dialog || getComputedStyle(node).position === "fixed") && members.every((each) => contains(node, known[each]))) return true;
      }
      return false;
    },
    others: (members) => tabbable().filter((element) => !members.some((each) => contains(element, known[each]))).length,
    isFirst: (members) => {
      const [first] = tabbable();
      return members.some((each) => known[each] === first);
    },
    isFormField: (number) => Element.prototype.matches.call(known[number], `${TYPED}, input, select, textarea, [role=slider], [role=combobox], [role=listbox], [role=spinbutton]`),
    isInPageLink: (number) => /^#/.test(dom.attribute(known[number], "href") ?? ""),
    text: () => fold(dom.body?.innerText).slice(0, 20000),
    focus: (number) => {
      HTMLElement.prototype.focus.call(known[number]);
      still();
      return active() === known[number];
    },
    blur: () => {
      const element = active();
      if (element) HTMLElement.prototype.blur.call(element);
      still();
      return active() === null;
    },
  };
  return { inside: active() !== null, hearsFocus: dom.query("[onblur], [onfocus], [onfocusin], [onfocusout]") !== null };
}
