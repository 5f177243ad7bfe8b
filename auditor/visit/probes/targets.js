// Measures what there is to press: its size, how much room it has, and what WCAG 2.5.8 and 2.5.5 leave out: what
// stands in text, what the browser draws, what something larger does too. Sizes are of what takes a press: a link
// with the picture in it, a tick box with its label. What is cut off or kept outside is left out.
({ minimum, enhanced, targets: maxTargets, crowded: maxCrowded, below: maxBelow, nodes: maxNodes, snippetChars, maps }) => {
  const nothing = { count: 0, crowded: [], crowded_count: 0, below: [], below_count: 0, content_top_px: null, before_content: 0 };
  if (!dom.body) return nothing;
  const ROLES = ["button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "slider", "combobox"];
  const PRESSED = `a[href], button, input:not([type=hidden i]), select, textarea, summary, [onclick], ${ROLES.map((role) => `[role=${role}]`).join(", ")}`;
  const matches = (element, selector) => Element.prototype.matches.call(element, selector);
  const contains = (outer, inner) => Node.prototype.contains.call(outer, inner);
  const styles = new Map();
  const styleOf = (element) => styles.get(element) ?? styles.set(element, getComputedStyle(element)).get(element);
  const isShown = (element) => Element.prototype.checkVisibility.call(element, { visibilityProperty: true, opacityProperty: true });

  // What cuts an element off, and what it is fixed to the window with.
  const frames = new Map();
  const cut = (frame, box) => ({
    left: Math.max(frame.left, box.left), top: Math.max(frame.top, box.top),
    right: Math.min(frame.right, box.right), bottom: Math.min(frame.bottom, box.bottom),
  });
  const EVERYWHERE = { left: -scrollX, top: -scrollY, right: Infinity, bottom: Infinity };
  const WHOLE = { box: EVERYWHERE, layer: null };
  const isPage = (element) => !element || element === dom.body || element === dom.root;
  const holderOf = (element) => { // the nearest thing around that may cut it off; null for the window
    const { position } = styleOf(element);
    if (position === "fixed") return null;
    let around = dom.parent(element);
    if (position === "absolute") {
      while (!isPage(around) && styleOf(around).position === "static" && styleOf(around).transform === "none") around = dom.parent(around);
    }
    return around;
  };
  const surroundings = (element) => { // of the element itself
    const { box, layer } = frameOf(holderOf(element));
    return { box, layer: ["fixed", "sticky"].includes(styleOf(element).position) ? element : layer };
  };
  // Of what stands in an element. Without recursion: a script may nest elements deeper than calls can be.
  const frameOf = (element) => {
    const path = [];
    for (let outer = element; !isPage(outer) && !frames.has(outer); outer = holderOf(outer)) path.push(outer);
    for (const each of path.reverse()) {
      const { overflowX, overflowY } = styleOf(each);
      const { box, layer } = surroundings(each); // known by now
      frames.set(each, { box: overflowX === "visible" && overflowY === "visible" ? box : cut(box, dom.box(each)), layer });
    }
    return isPage(element) ? WHOLE : frames.get(element);
  };

  const union = (boxes) => boxes.reduce((one, box) => ({
    left: Math.min(one.left, box.left), top: Math.min(one.top, box.top),
    right: Math.max(one.right, box.right), bottom: Math.max(one.bottom, box.bottom),
  }));
  const isSmaller = (box, size) => box.right - box.left < size || box.bottom - box.top < size;
  const boxOf = (element) => {
    const boxes = isShown(element) ? [dom.box(element)] : [];
    const ticked = dom.name(element) === "input" && ["checkbox", "radio", "file"].includes(element.type);
    if (ticked) boxes.push(...[...(element.labels ?? [])].slice(0, 3).filter(isShown).map(dom.box));
    const seen = boxes.filter(({ width, height }) => width > 1 && height > 1);
    if (!seen.length) return null;
    const own = union(seen);
    if (!isSmaller(own, enhanced) || ticked || styleOf(element).display !== "inline") return own;
    return union([own, ...dom.within(element, "*").slice(0, 10).filter(isShown).map(dom.box).filter(({ width, height }) => width > 1 && height > 1)]);
  };
  // A pseudo-element that is laid over a link takes presses too.
  const withPseudo = (element, box) => {
    for (const pseudo of ["::before", "::after"]) {
      const style = getComputedStyle(element, pseudo);
      if (style.content === "none" || style.position !== "absolute") continue;
      const [width, height] = [parseFloat(style.width), parseFloat(style.height)];
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      if (width > 0 && height > 0) box = union([box, { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }]);
    }
    return box;
  };

  // What is written beside an element in its lines, outside of all that is pressed.
  const beside = new Map();
  const lineText = (element) => {
    if (styleOf(element).display !== "inline") return "";
    let block = dom.parent(element);
    while (block && ["inline", "contents"].includes(styleOf(block).display)) block = dom.parent(block);
    if (!block) return "";
    if (!beside.has(block)) {
      const stack = [...dom.childNodes(block)].slice(0, maxNodes);
      let text = "";
      for (let count = 0; stack.length && count < maxNodes && !/[\p{L}\p{N}]/u.test(text); count += 1) {
        const node = stack.pop();
        if (dom.type(node) === Node.TEXT_NODE) text += node.data.trim();
        else if (dom.type(node) === Node.ELEMENT_NODE && !matches(node, PRESSED) && styleOf(node).display === "inline" && isShown(node)) {
          stack.push(...[...dom.childNodes(node)].slice(0, maxNodes));
        }
      }
      beside.set(block, /[\p{L}\p{N}]/u.test(text) ? "words" : text ? "signs" : "");
    }
    return beside.get(block);
  };
  // As Chromium draws it without a style sheet: its own appearance, letters, padding and size.
  const isPlain = (element) => {
    const style = styleOf(element);
    const name = dom.name(element);
    if (name === "a") { // of text in the browser's own letters
      return style.display === "inline" && style.fontSize === "16px" && style.lineHeight === "normal" && style.paddingTop === "0px"
        && /^"?Times New Roman"?$/u.test(style.fontFamily);
    }
    if (style.appearance === "none" || !["input", "select", "button", "textarea"].includes(name)) return false;
    if (name === "input" && ["checkbox", "radio"].includes(element.type)) return parseFloat(style.width) === 13 && parseFloat(style.height) === 13;
    if (name === "input" && element.type === "range") return parseFloat(style.height) === 16;
    return Math.abs(parseFloat(style.fontSize) - 40 / 3) < 0.1 && parseFloat(style.paddingTop) <= 2 && parseFloat(style.paddingBottom) <= 2
      && parseFloat(style.borderTopWidth) <= 2 && (name === "textarea" || Math.abs(dom.box(element).height - 20.5) <= 2); // 19 to 22 px
  };
  const doesOf = (element) => {
    const href = dom.name(element) === "a" && typeof element.href === "string" ? element.href : "";
    return /^javascript:/iu.test(href) || /^#?$/u.test(dom.attribute(element, "href") ?? "") ? "" : href;
  };

  const all = [];
  for (const element of dom.within(dom.body, PRESSED)) {
    if (all.length >= maxTargets) break;
    if (matches(element, ":disabled, [aria-disabled=true]") || dom.closest(element, "[inert]")) continue;
    let box = boxOf(element);
    if (!box || styleOf(element).pointerEvents === "none") continue;
    const { box: frame, layer } = surroundings(element);
    const seen = cut(frame, box);
    if (seen.right - seen.left <= 1 || seen.bottom - seen.top <= 1) continue;
    const { clip, clipPath } = styleOf(element);
    if (clip.startsWith("rect") || /inset\((?:50|100)%/u.test(clipPath)) continue;
    if (isSmaller(box, enhanced)) box = withPseudo(element, box);
    all.push({ element, box, layer, does: doesOf(element), x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, small: isSmaller(box, minimum) });
  }

  // How wide a circle around its middle may be before it meets another target, or another small one's circle.
  const roomOf = (one) => {
    let room = Infinity;
    let near = null;
    for (const other of all) {
      if (other === one || other.layer !== one.layer) continue;
      const dx = Math.max(other.box.left - one.x, 0, one.x - other.box.right);
      const dy = Math.max(other.box.top - one.y, 0, one.y - other.box.bottom);
      const toCircle = other.small ? Math.hypot(other.x - one.x, other.y - one.y) : Infinity;
      const between = Math.min(2 * Math.hypot(dx, dy), toCircle);
      if (between >= room || between >= minimum) continue;
      if ((one.does && one.does === other.does) || contains(one.element, other.element) || contains(other.element, one.element)) continue;
      room = between;
      near = other;
    }
    return { room, near };
  };
  for (const one of all) if (one.small) Object.assign(one, roomOf(one));
  const largest = new Map(); // of what leads to one place: the smaller of its sides
  const roomy = new Set();
  for (const { does, box, small, room } of all) {
    if (!does) continue;
    largest.set(does, Math.max(largest.get(does) ?? 0, Math.min(box.right - box.left, box.bottom - box.top)));
    if (!small || room >= minimum) roomy.add(does);
  }
  const tenth = (number) => Math.round(number * 10) / 10;
  const told = ({ element, box, room, near, does }) => ({
    selector: selectorOf(element),
    snippet: spot.unfilledOf(element, snippetChars),
    landmark: landmarkOf(element),
    width_px: tenth(box.right - box.left),
    height_px: tenth(box.bottom - box.top),
    room_px: room === undefined || room === Infinity ? null : tenth(room),
    near: near ? selectorOf(near.element) : "",
    beside: lineText(element),
    as_browser_draws: isPlain(element),
    has_twin: roomy.has(does),
    in_map: dom.closest(element, `svg, ${maps}`) !== null,
  });
  const crowded = all.filter(({ small, room }) => small && tenth(room) < minimum);
  const below = all.filter(({ element, box, does }) => (
    isSmaller(box, enhanced) && (largest.get(does) ?? 0) < enhanced && lineText(element) !== "words" && !isPlain(element)
  ));

  // Where what the page itself says begins.
  const main = dom.query("main, [role=main]");
  let begins = null;
  const texts = main ? dom.textNodes(main) : null;
  for (let count = 0, node = texts?.nextNode(); node && count < maxNodes; count += 1, node = texts.nextNode()) {
    const around = dom.parent(node);
    if (node.data.trim().length > 1 && isShown(around) && dom.box(around).width > 1 && dom.box(around).height > 1) {
      begins = around;
      break;
    }
  }
  const heading = dom.queryAll("h1").slice(0, 10).find((each) => isShown(each) && dom.box(each).height > 1);
  if (heading && !(begins && dom.box(begins).top < dom.box(heading).top)) begins = heading; // some stand above the main part
  const before = ({ element }) => Node.prototype.compareDocumentPosition.call(begins, element) & Node.DOCUMENT_POSITION_PRECEDING && !contains(element, begins);
  return {
    count: all.length,
    crowded: [...crowded].sort((a, b) => a.room - b.room).slice(0, maxCrowded).map(told),
    crowded_count: crowded.length,
    below: [...below].sort((a, b) => (a.box.right - a.box.left) * (a.box.bottom - a.box.top) - (b.box.right - b.box.left) * (b.box.bottom - b.box.top)).slice(0, maxBelow).map(told),
    below_count: below.length,
    content_top_px: begins ? Math.round(dom.box(begins).top + scrollY) : null,
    before_content: begins ? all.filter(before).length : 0,
  };
}
