// Reads by how much the controls of forms stand out from what is beside them: their borders, fills and lines
// around them, as far as these are plain colours; and by how much drawn signs on buttons and links without
// words do. Left out are controls that are drawn as browsers draw them, that cannot be used, or that have the focus.
({ controls: maxControls, icons: maxIcons, near: maxNear, snippetChars }) => {
  const FIELDS = "input:not([type=hidden], [type=button], [type=submit], [type=reset], [type=image], [type=file], [type=range], [type=color], [type=checkbox], [type=radio]), select, textarea";
  const CHOICES = "input[type=checkbox], input[type=radio], [role=checkbox], [role=radio], [role=switch]";
  const UNUSABLE = ":disabled, [aria-disabled=true], [inert], [inert] *, :focus, :read-only:not(select, [type=checkbox], [type=radio], [role])";
  const UNUSABLE_BUTTONS = ":disabled, [aria-disabled=true], [inert], [inert] *, :focus";
  const ENOUGH = 3; // WCAG 2.2, 1.4.11: what has it need not be looked at closer
  const matches = (element, selector) => Element.prototype.matches.call(element, selector);
  const isSeen = (element) => Element.prototype.checkVisibility.call(element, { opacityProperty: true, visibilityProperty: true });
  const plain = new Map();
  const isPlain = (element) => {
    if (!plain.has(element)) plain.set(element, colours.isPlain(getComputedStyle(element)));
    return plain.get(element);
  };
  // The one colour that stands behind what is in an element; null where it is more than that, or fades.
  const surfaces = new Map();
  const surfaceOf = (element) => {
    const open = [];
    for (let node = element; node && !surfaces.has(node); node = dom.parent(node)) open.push(node);
    for (const node of open.reverse()) {
      const { colour, fades } = surfaces.get(dom.parent(node)) ?? { colour: [255, 255, 255, 1], fades: false };
      const own = colours.groundOf(node);
      const mixed = own && (own[3] === 1 ? own : colour && colours.over(own, colour));
      surfaces.set(node, { colour: mixed, fades: fades || !isPlain(node) });
    }
    const { colour, fades } = surfaces.get(element);
    return fades ? null : colour;
  };
  const groundOf = (element) => (dom.parent(element) ? surfaceOf(dom.parent(element)) : [255, 255, 255, 1]);

  const SIDES = ["top", "right", "bottom", "left"];
  // What a style draws, as contrasts with the ground and the fill. A shadow with soft edges has at most so much.
  const edgesOf = (style, ground) => {
    const fill = colours.parse(style.backgroundColor);
    const isPainted = style.backgroundImage !== "none";
    const inside = isPainted ? null : fill[3] === 1 ? fill : ground && colours.over(fill, ground);
    const beside = [ground, inside].filter(Boolean);
    const edges = [];
    const contrast = (colour, others) => Math.max(0, ...others.map((other) => colours.ratio(colours.over(colour, other), other)));
    if (ground && inside) edges.push(["fill", colours.ratio(inside, ground)]);
    for (const side of SIDES) {
      const colour = colours.parse(style.getPropertyValue(`border-${side}-color`));
      const how = style.getPropertyValue(`border-${side}-style`);
      const width = parseFloat(style.getPropertyValue(`border-${side}-width`));
      if (width > 0 && !["none", "hidden"].includes(how) && colour[3] > 0) edges.push(["border", contrast(colour, beside)]);
    }
    const outline = colours.parse(style.outlineColor);
    if (parseFloat(style.outlineWidth) > 0 && !["none", "hidden"].includes(style.outlineStyle) && outline[3] > 0) edges.push(["outline", contrast(outline, beside)]);
    let soft = false;
    for (const { colour, blur, inset } of colours.shadowsOf(style)) {
      const ratio = contrast(colour, inset ? [inside].filter(Boolean) : beside);
      if (blur > 0 && ratio >= ENOUGH) soft = true;
      else edges.push(["shadow", ratio]);
    }
    const unsure = isPainted ? "picture" : !ground ? "ground" : soft ? "shadow" : "";
    return { edges: edges.filter(([, ratio]) => ratio > 1.005), unsure };
  };
  const isDrawn = ({ edges, unsure }) => edges.length > 0 || unsure === "picture" || unsure === "shadow";
  const highest = (edges) => Math.max(0, ...edges.map(([, ratio]) => ratio));

  // ---- what browsers draw by themselves
  const OWN_BORDERS = new Set(["rgb(118, 118, 118)", "rgb(133, 133, 133)"]); // Chromium's, light and dark
  const isBrowsers = (element, style) => {
    if (matches(element, CHOICES)) return style.appearance !== "none";
    const line = element instanceof HTMLInputElement ? "inset" : "solid";
    const bordered = SIDES.every((side) => OWN_BORDERS.has(style.getPropertyValue(`border-${side}-color`)) && style.getPropertyValue(`border-${side}-style`) === line);
    return bordered && style.appearance !== "none" && ["rgb(255, 255, 255)", "rgb(59, 59, 59)"].includes(style.backgroundColor) && style.backgroundImage === "none" && style.boxShadow === "none";
  };

  // ---- what is around a field
  const overlaps = (one, other, by = 3) =>
    one.left < other.right + by && other.left < one.right + by && one.top < other.bottom + by && other.top < one.bottom + by;
  const CONTROLS = `${FIELDS}, ${CHOICES}`;
  // At least how many controls are in an element: none, one, or more.
  const heldBy = (element) => {
    let count = 0;
    for (const inner of dom.within(element, CONTROLS).slice(0, 50)) if (isSeen(inner) && (count += 1) > 1) break;
    return count;
  };
  // Boxes that only hold a field, and what goes with it.
  const wrappersOf = (element) => {
    const own = dom.box(element);
    const wrappers = [];
    for (let node = dom.parent(element); node && node !== dom.body && wrappers.length < 4; node = dom.parent(node)) {
      const box = dom.box(node);
      if (box.height > own.height + 40 || heldBy(node) > 1) break;
      wrappers.push(node);
    }
    return wrappers;
  };
  const shownText = (node) => {
    const walker = dom.textNodes(node);
    for (let count = 0, text = walker.nextNode(); text && count < 60; count += 1, text = walker.nextNode()) {
      if (!text.data.trim()) continue;
      const holder = dom.parent(text);
      if (!holder || dom.closest(holder, "select, textarea, script, style, option, datalist, noscript") || !isSeen(holder)) continue;
      const range = Document.prototype.createRange.call(document);
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      const clip = dom.box(holder);
      if (box.width > 2 && box.height > 2 && clip.width > 2 && clip.height > 2 && box.right > 0 && box.bottom + scrollY > 0) return true;
    }
    return false;
  };
  const ICONS = "svg, img, i, [class*=icon], button, input[type=submit], input[type=image], input[type=button]";
  // What else than its shape tells that a field is there: one such thing.
  const hintOf = (element) => {
    const name = dom.name(element);
    const type = (dom.attribute(element, "type") ?? "").toLowerCase();
    const { prototype } = name === "textarea" ? HTMLTextAreaElement : HTMLInputElement;
    if (name === "select" || ["date", "time", "month", "week", "datetime-local"].includes(type)) return "words";
    if (dom.attribute(element, "placeholder")?.trim() || Reflect.get(prototype, "value", element)) return "words";
    if ([...(Reflect.get(prototype, "labels", element) ?? [])].slice(0, 4).some(shownText)) return "label";
    // As far as nothing else than this field is there, and then up to the field before and after.
    let path = element;
    for (let steps = 0, node = dom.parent(element); node && node !== dom.root && steps < 5; steps += 1, path = node, node = dom.parent(node)) {
      const siblings = [...dom.children(node)];
      const place = siblings.indexOf(path);
      const near = [];
      for (const way of [-1, 1]) {
        for (let index = place + way, count = 0; siblings[index] && count < 4; index += way, count += 1) {
          if (matches(siblings[index], CONTROLS) || heldBy(siblings[index])) break;
          near.push(siblings[index]);
        }
      }
      const words = [...dom.childNodes(node)].slice(0, 50).some((child) => dom.type(child) === Node.TEXT_NODE && child.data.trim());
      if (words || near.some(shownText)) return "text";
      if (near.some((other) => matches(other, ICONS) || dom.within(other, ICONS).length)) return "icon";
      if (heldBy(node) > 1) return shownText(node) ? "text" : "";
    }
    return "";
  };

  // Whether something else than its boxes is drawn over a field's edge.
  const drawnBeside = (element, wrappers) => {
    const box = dom.box(element);
    const outer = wrappers.at(-1) ?? dom.parent(element);
    const others = dom.within(outer, "*").slice(0, maxNear).filter((other) => other !== element && !dom.within(other, "*").includes(element));
    const drawing = others.some((other) => {
      if (!isSeen(other) || !overlaps(dom.box(other), box)) return false;
      const style = getComputedStyle(other);
      return style.backgroundImage !== "none" || colours.parse(style.backgroundColor)[3] > 0 || highest(edgesOf(style, [255, 255, 255, 1]).edges.filter(([name]) => name === "border")) > 0;
    });
    const pseudo = [element, ...wrappers, ...others].some((each) => ["::before", "::after"].some((which) => {
      const style = getComputedStyle(each, which);
      if (["none", "normal"].includes(style.content) || style.display === "none") return false;
      return isDrawn(edgesOf(style, [255, 255, 255, 1]));
    }));
    return drawing || pseudo;
  };
  // Whether nothing but the boxes that it stands in is beside an element, at most of the points looked at.
  const isAlone = (element) => {
    const { left, top, right, bottom } = dom.box(element);
    const [across, down] = [(left + right) / 2, (top + bottom) / 2];
    const points = [[across, top - 3], [right + 3, down], [across, bottom + 3], [left - 3, down], [left + 4, bottom + 3], [left + 4, top - 3]];
    return points.filter(([x, y]) => contrast.isAlone(element, { x: Math.floor(x), y: Math.floor(y) })).length >= 2;
  };

  const rounded = (ratio) => Math.floor(ratio * 100) / 100;
  const told = (element, kind, edges, unsure, hint) => ({
    selector: selectorOf(element), snippet: dom.html(Node.prototype.cloneNode.call(element, false)).slice(0, snippetChars), landmark: landmarkOf(element),
    kind, ratio: rounded(highest(edges)), drawn: [...new Set(edges.map(([name]) => name))].sort(), unsure, hint,
  });

  const fieldOf = (element) => {
    const style = getComputedStyle(element);
    const box = dom.box(element);
    if (box.width < 16 || box.height < 10 || !isSeen(element) || isBrowsers(element, style)) return null;
    const ground = groundOf(element);
    const own = edgesOf(style, ground);
    const edges = [...own.edges];
    // The arrow of a list to choose from, which browsers draw in the colour of its text.
    const fill = colours.parse(style.backgroundColor);
    if (dom.name(element) === "select" && style.appearance !== "none" && (fill[3] === 1 || ground)) {
      const below = fill[3] === 1 ? fill : colours.over(fill, ground);
      edges.push(["arrow", colours.ratio(colours.over(colours.parse(style.color), below), below)]);
    }
    let { unsure } = own;
    if (highest(edges) >= ENOUGH) return told(element, "field", edges, "", "");
    const wrappers = wrappersOf(element);
    for (const wrapper of wrappers) {
      const { edges: around, unsure: open } = edgesOf(getComputedStyle(wrapper), groundOf(wrapper));
      edges.push(...around.map(([, ratio]) => ["around", ratio]));
      unsure ||= open;
    }
    if (highest(edges) >= ENOUGH) return told(element, "field", edges, "", "");
    if (!isPlain(element)) unsure ||= "faded";
    const hint = hintOf(element);
    // Where something else tells of it, a person has to look anyhow.
    if (!unsure && !hint && (drawnBeside(element, wrappers) || ![element, ...wrappers].some(isAlone))) unsure = "overlap";
    return told(element, "field", edges, unsure === "ground" ? "picture" : unsure, hint);
  };

  // ---- checkboxes, radio buttons and switches
  const MOST_BOX_PX = 32; // what is larger is more than a box to tick, as a colour to choose or a card
  // What stands behind what an element draws before or after its words.
  const surfaceWithout = (host) => {
    const style = getComputedStyle(host);
    const own = colours.parse(style.backgroundColor);
    const ground = groundOf(host);
    if (style.backgroundImage !== "none") return null;
    return own[3] === 1 ? own : ground && colours.over(own, ground);
  };
  const partOf = (host, pseudo, kind) => {
    const style = getComputedStyle(host, pseudo);
    if (pseudo && ["none", "normal"].includes(style.content)) return null;
    if (style.display === "none" || style.visibility !== "visible" || style.opacity === "0" || /^matrix\(0, 0, 0, 0/.test(style.transform)) return null;
    const box = pseudo ? null : dom.box(host);
    const [width, height] = pseudo ? [parseFloat(style.width), parseFloat(style.height)] : [box.width, box.height];
    const [across, down] = pseudo && style.boxSizing !== "border-box"
      ? [width + parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth), height + parseFloat(style.borderTopWidth) + parseFloat(style.borderBottomWidth)]
      : [width, height];
    if (!(across >= 10 && down >= 10 && across <= 90 && down <= 48)) return null;
    const ground = pseudo ? surfaceWithout(host) : groundOf(host);
    const read = edgesOf(style, isPlain(host) && colours.isPlain(style) ? ground : null);
    if (!isDrawn(read)) return null;
    const shape = across / down;
    const fill = colours.parse(style.backgroundColor);
    const isWhole = fill[3] > 0 || read.unsure === "picture" || SIDES.every((side) => parseFloat(style.getPropertyValue(`border-${side}-width`)) > 0);
    const round = parseFloat(style.borderTopLeftRadius) >= (style.borderTopLeftRadius.endsWith("%") ? 40 : down * 0.4);
    const isBox = shape >= 0.8 && shape <= 1.25 && across <= MOST_BOX_PX;
    const isTrack = kind !== "radio" && shape >= 1.4 && shape <= 2.8 && round;
    return { ...read, fits: isWhole && (isBox || isTrack), fill: fill[3] === 1 ? fill : ground && colours.over(fill, ground) };
  };
  const choiceOf = (element) => {
    const style = getComputedStyle(element);
    const isInput = element instanceof HTMLInputElement;
    const box = dom.box(element);
    const kind = (dom.attribute(element, "role") ?? dom.attribute(element, "type") ?? "").toLowerCase();
    const drawsItself = isSeen(element) && box.width >= 8 && box.height >= 8 && style.clipPath === "none" && style.clip === "auto" && box.right > 0;
    if (isInput && style.display === "none") return null;
    if (isInput && drawsItself && isBrowsers(element, style)) return null;
    const labels = isInput ? [...(element.labels ?? [])].slice(0, 3) : [];
    const beside = [];
    if (isInput && !drawsItself) {
      for (let node = element.nextElementSibling, count = 0; node && count < 2 && !matches(node, CHOICES); node = node.nextElementSibling, count += 1) beside.push(node);
    }
    const hosts = isInput && drawsItself ? [element] : [...new Set([...(isInput ? labels : [element]), ...beside])];
    const inner = hosts.flatMap((host) => dom.within(host, "*").slice(0, 10)).filter((each) => !shownText(each) && !matches(each, "input"));
    const all = [...new Set([...hosts, ...inner])].filter(isSeen);
    const pictured = all.some((each) => matches(each, "svg, img, i, [class*=icon]"));
    const parts = [];
    for (const host of all) {
      const bare = host === element || !shownText(host);
      for (const pseudo of [bare ? undefined : null, "::before", "::after"]) {
        if (pseudo === null) continue;
        const part = partOf(host, pseudo, kind);
        if (part) parts.push(part);
      }
    }
    if (!parts.length || (!isInput && shownText(element) && !parts.some(({ fits }) => fits))) return null;
    const edges = parts.flatMap((part) => part.edges);
    const fills = parts.map(({ fill }) => fill).filter(Boolean);
    for (const one of fills) for (const other of fills) if (one !== other) edges.push(["part", colours.ratio(one, other)]);
    const open = parts.map((part) => part.unsure).find(Boolean) ?? "";
    if (highest(edges) >= ENOUGH) return told(element, "choice", edges, "", "");
    if (!parts.some(({ fits }) => fits)) return null;
    let unsure = open === "ground" ? "picture" : open;
    if (!unsure && pictured) unsure = "picture";
    if (!unsure && !all.some(isAlone)) unsure = "overlap";
    return told(element, "choice", edges.filter(([, ratio]) => ratio > 1.005), unsure, "");
  };

  // ---- signs on buttons and links: drawings in the page's own markup, and letters of fonts of signs
  const SHAPES = "path, circle, rect, polygon, polyline, ellipse, line";
  const OTHER = "img, canvas, video, iframe, object, picture, use, image, text, foreignObject, mask, linearGradient, radialGradient, pattern";
  const MOST_SIGN_PX = 48;
  const PRIVATE = /^["'][\uE000-\uF8FF]["']$/u; // characters that only such fonts draw
  const inksOf = (shape) => {
    const style = getComputedStyle(shape);
    if (style.display === "none" || style.visibility !== "visible") return [];
    const inks = [["fill", style.fill, style.fillOpacity], ...(parseFloat(style.strokeWidth) > 0 ? [["stroke", style.stroke, style.strokeOpacity]] : [])];
    return inks.filter(([, paint]) => paint !== "none").map(([name, paint, opacity]) => {
      const [red, green, blue, alpha] = colours.parse(paint);
      return [name, [red, green, blue, alpha * parseFloat(opacity)]];
    }).filter(([, colour]) => colour[3] > 0);
  };
  const signOf = (element) => {
    const box = dom.box(element);
    if (!isSeen(element) || box.width < 8 || box.height < 8 || box.right < 0 || shownText(element) || dom.within(element, OTHER).length) return null;
    const inner = dom.within(element, "*").slice(0, 20);
    const drawings = inner.filter((each) => dom.name(each) === "svg");
    const shapes = drawings.flatMap((drawing) => dom.within(drawing, SHAPES)).slice(0, 12);
    const holders = [element, ...inner.filter((each) => each instanceof HTMLElement)];
    const letters = holders.flatMap((holder) => ["::before", "::after"].map((pseudo) => [holder, getComputedStyle(holder, pseudo)]))
      .filter(([, style]) => PRIVATE.test(style.content) && style.display !== "none");
    const signs = [...drawings.map((drawing) => [drawing, dom.parent(drawing)]), ...letters.map(([holder]) => [holder, holder])];
    if (signs.length !== 1) return null;
    const [sign, holder] = signs[0];
    if (dom.box(sign).width > MOST_SIGN_PX || !isSeen(sign)) return null;
    const inks = [...shapes.flatMap(inksOf), ...letters.map(([, style]) => ["letter", colours.parse(style.color)])];
    const isPainted = [holder, element].some((each) => getComputedStyle(each).backgroundImage !== "none");
    if (!inks.length || isPainted) return null;
    const ground = letters.length ? surfaceWithout(holder) : surfaceOf(holder);
    const fades = [...shapes, ...drawings].some((each) => !isPlain(each));
    const kind = dom.name(element) === "a" || dom.attribute(element, "role") === "link" ? "link" : "button";
    if (!ground || fades) return told(element, kind, [], "picture", "");
    const drawn = inks.map(([name, colour]) => [name, colours.over(colour, ground)]);
    const edges = drawn.map(([name, colour]) => [name, Math.max(colours.ratio(colour, ground), ...drawn.map(([, other]) => colours.ratio(colour, other)))]);
    const unsure = highest(edges) < ENOUGH && !isAlone(element) ? "overlap" : "";
    return told(element, kind, edges, unsure, "");
  };

  const found = [];
  for (const element of dom.queryAll("a[href], button, [role=button], [role=link]").slice(0, 1000).filter((each) => !/\S/u.test(dom.text(each)) || dom.within(each, "svg").length).slice(0, maxIcons)) {
    const seen = matches(element, UNUSABLE_BUTTONS) ? null : signOf(element);
    if (seen) found.push(seen);
  }
  for (const element of dom.queryAll(CONTROLS).slice(0, maxControls)) {
    if (matches(element, UNUSABLE)) continue;
    const seen = matches(element, CHOICES) ? choiceOf(element) : fieldOf(element);
    if (seen) found.push(seen);
  }
  return found;
}
