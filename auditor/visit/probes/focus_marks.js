// Tells by how much what an author draws around the focused element stands out from what is beside it.
const focusMarks = (() => {
  const at = (x, y) => {
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return undefined;
    return colours.ofStack(Document.prototype.elementsFromPoint.call(document, x, y));
  };
  // The colours beyond the middles of the four sides; null unless each in the window can be told.
  const around = (element, distance) => {
    const { left, top, right, bottom } = dom.box(element);
    const [across, down, far] = [(left + right) / 2, (top + bottom) / 2, distance + 1];
    const seen = [[across, top - far], [right + far, down], [across, bottom + far], [left - far, down]]
      .map(([x, y]) => at(x, y)).filter((colour) => colour !== undefined);
    return seen.length < 2 || seen.includes(null) ? null : seen;
  };
  const isFaded = (element) => {
    for (let node = element; node; node = dom.parent(node) ?? dom.documentOf(node).host) if (!colours.isPlain(getComputedStyle(node))) return true;
    return false;
  };

  // For "outline" and "box-shadow", where there is one that is not the browser's own ring: the highest contrast
  // with what is beside it, or with another line around the element; null where that cannot be told. That of a
  // shadow with soft edges is at most so much.
  return (element) => {
    const style = getComputedStyle(element);
    const shadows = colours.shadowsOf(style).map(({ colour, x, y, blur, spread, inset }) => ({
      colour, inset, soft: blur > 0, reach: Math.max(Math.abs(x), Math.abs(y)) + blur + spread,
    })).filter(({ reach }) => reach > 0);
    const width = parseFloat(style.outlineWidth);
    const offset = parseFloat(style.outlineOffset);
    const colour = colours.parse(style.outlineColor);
    const hasOutline = !["none", "hidden", "auto"].includes(style.outlineStyle) && width > 0 && colour[3] > 0;
    const marks = {};
    if (hasOutline) marks.outline = null;
    if (shadows.length) marks["box-shadow"] = null;
    if ((!hasOutline && !shadows.length) || isFaded(element)) return marks;

    // A dark line beside a light one is seen on any ground.
    const sharp = [
      ...(hasOutline ? [["outline", colour]] : []),
      ...shadows.filter(({ soft }) => !soft).map((shadow) => ["box-shadow", shadow.colour]),
    ].filter(([, line]) => line[3] === 1);
    for (const [name, line] of sharp) {
      const apart = Math.max(...sharp.map(([, other]) => colours.ratio(line, other)));
      if (apart >= 3) marks[name] = Math.floor(apart * 100) / 100;
    }
    if (Object.values(marks).some((known) => known !== null) || dom.boxes(element).length > 1) return marks;

    const reach = Math.max(hasOutline ? offset + width : 0, ...shadows.map((shadow) => (shadow.inset ? 0 : shadow.reach)));
    const outside = around(element, reach);
    if (!outside) return marks;
    const fill = colours.parse(style.backgroundColor);
    const insides = outside.map((below) => colours.over(fill, below));
    const isInside = (hasOutline && offset < 0) || shadows.some(({ inset }) => inset);
    if (isInside && style.backgroundImage !== "none") return marks;

    const rings = [];
    if (hasOutline) rings.push({ name: "outline", colour, beside: offset < 0 ? [...outside, ...insides] : outside });
    for (const shadow of shadows) rings.push({ name: "box-shadow", ...shadow, beside: shadow.inset ? insides : outside });
    for (const ring of rings) {
      const own = colours.over(ring.colour, ring.beside.at(-1));
      const others = rings.filter((other) => other !== ring).map((other) => colours.over(other.colour, other.beside[0]));
      const highest = Math.max(...[...ring.beside, ...others].map((other) => colours.ratio(own, other)));
      const rounded = Math.floor(highest * 100) / 100;
      if (ring.soft && rounded >= 3) return { ...marks, [ring.name]: null };
      marks[ring.name] = Math.max(marks[ring.name] ?? 0, rounded);
    }
    return marks;
  };
})();
