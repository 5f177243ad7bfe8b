// Decides colour contrast where nothing can be in doubt, so that axe need not: its own rule
// costs more than half of axe, and nearly all that it says is "passed".
//
// `contrast.of(element)` is "enough" only if axe would say so: plain text in one opaque
// colour, on the opaque colour of itself or an ancestor, wholly inside its box, with nothing
// else over or under it; and "no text" if axe would not look at the element, as it has no text
// of its own. All else is "unknown" and axe's to judge, every failure too. Each condition below
// answers to a step of axe-core 4.14's color-contrast rule (color-contrast-matches,
// color-contrast-evaluate, getBackgroundColor); a test compares the two, and
// docs/decisions/0002-contrast.md has the figures.
const contrast = (() => {
  const MARGIN = 0.01; // of a ratio: closer to the limit than this is axe's to judge
  const MOST_COMPARISONS = 2_000_000; // of boxes on a page; after that axe judges the rest
  const LARGE_PT = 18, LARGE_BOLD_PT = 14, BOLD = 700; // WCAG 2.2, "large scale (text)"
  const NORMAL_RATIO = 4.5, LARGE_RATIO = 3; // WCAG 2.2, 1.4.3
  const NORMAL_ENHANCED = 7, LARGE_ENHANCED = 4.5; // WCAG 2.2, 1.4.6
  const CONTROLS = new Set(["input", "select", "textarea", "option"]); // their text is no text node
  // A letter or digit that no list of symbols, emoji or marks has, in the scripts of the basic plane.
  const LETTER = /(?=\p{L})[A-Za-z\u00C0-\u024F\u0370-\u1CFF\u3040-\u9FFF\uAC00-\uD7A3]|[0-9](?![\uFE0F\u20E3])/u;
  const EMPTY = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };

  const faint = []; // of those that are "enough", what is less than 1.4.6 asks for
  let comparisons = 0;
  const styleOf = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return (name) => style.getPropertyValue(name);
  };

  // rgb(r, g, b) as the three numbers, null if it is wholly transparent, undefined if it is neither.
  const colours = new Map();
  const colourOf = (words) => {
    if (!colours.has(words)) {
      const solid = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(words);
      colours.set(words, solid ? solid.slice(1).map(Number) : /^rgba\(.*, 0\)$/.test(words) ? null : undefined);
    }
    return colours.get(words);
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  // The words of what is disabled need no contrast, nor do those that name it.
  const DISABLED = "[disabled], [aria-disabled]";
  const someDisabled = dom.query(DISABLED) !== null;
  const inert = dom.query("[inert], dialog[open]") !== null;
  const namesDisabled = new Set(
    (someDisabled ? dom.queryAll("[aria-labelledby]") : [])
      .filter((element) => dom.closest(element, DISABLED))
      .flatMap((element) => dom.attribute(element, "aria-labelledby").split(/\s+/)),
  );
  const belongsToDisabled = (element) => {
    if (dom.closest(element, DISABLED)) return true;
    const label = dom.closest(element, "label");
    if (!label) return false;
    const id = dom.attribute(label, "for");
    const named = id ? [dom.query(`#${CSS.escape(id)}`)] : [];
    return [...named, ...dom.within(label, "input, select, textarea")].some((control) => control && dom.closest(control, DISABLED));
  };

  const pseudoArea = (element) => {
    let area = 0;
    for (const pseudo of ["::before", "::after"]) {
      const style = styleOf(element, pseudo);
      if (style("content") === "none" || style("position") !== "absolute") continue;
      if (colourOf(style("background-color")) === null && style("background-image") === "none") continue;
      const size = (name) => /^([\d.]+)px$/.exec(style(name))?.[1];
      const [width, height] = [size("width"), size("height")];
      area += width === undefined || height === undefined ? Infinity : width * height;
    }
    return area;
  };

  // What an element does to the text of all that is in it, and whether that can be told.
  const facts = new Map();
  const factsOf = (element) => {
    if (facts.has(element)) return facts.get(element);
    const style = styleOf(element);
    const overflow = style("overflow");
    const scrolls = /auto|scroll/.test(overflow) && element !== dom.root
      && (dom.scrollWidth(element) > dom.clientWidth(element) || dom.scrollHeight(element) > dom.clientHeight(element));
    const zIndex = style("z-index");
    const background = colourOf(style("background-color"));
    const known = {
      plain: style("opacity") === "1" && style("mix-blend-mode") === "normal" && style("filter") === "none"
        && style("clip") === "auto" && style("clip-path") === "none" && style("visibility") === "visible"
        && (zIndex === "auto" || Number(zIndex) >= 0) && !scrolls && background !== undefined
        && !dom.name(element).includes("-") && !dom.shadow(element) && !element.assignedSlot
        && element instanceof HTMLElement,
      background,
      image: style("background-image") !== "none",
      inline: style("display") === "inline",
      clips: overflow === "hidden",
      pseudoArea: pseudoArea(element),
    };
    facts.set(element, known);
    return known;
  };

  // Boxes as axe compares them with a point: whole pixels, the right and lower edge outside.
  const boxes = new Map();
  const boxesOf = (element) => {
    if (!boxes.has(element)) {
      boxes.set(element, [...dom.boxes(element)].map(({ left, top, width, height }) => ({
        left: Math.floor(left), top: Math.floor(top),
        right: Math.floor(left + width), bottom: Math.floor(top + height),
      })));
    }
    return boxes.get(element);
  };
  const holds = (box, { x, y }) => x >= box.left && x < box.right && y >= box.top && y < box.bottom;
  const hasPoint = (element, point) => boxesOf(element).some((box) => holds(box, point));
  const children = new Map();
  const childrenOf = (element) => {
    if (!children.has(element)) {
      const shadow = dom.shadow(element);
      children.set(element, [...dom.children(element), ...(shadow ? dom.childElements(shadow) : [])]);
    }
    return children.get(element);
  };
  const around = (box, other) => ({
    left: Math.min(box.left, other.left), top: Math.min(box.top, other.top),
    right: Math.max(box.right, other.right), bottom: Math.max(box.bottom, other.bottom),
  });

  // The extent of an element with all that is in it, found from the leaves up without recursion:
  // a hostile page nests deeper than any stack.
  const extents = new Map();
  const extentOf = (element) => {
    const stack = [element];
    while (stack.length && !extents.has(element)) {
      const current = stack[stack.length - 1];
      const open = childrenOf(current).filter((child) => !extents.has(child));
      if (open.length) {
        for (const child of open) stack.push(child);
        continue;
      }
      stack.pop();
      const inside = childrenOf(current).map((child) => extents.get(child));
      extents.set(current, [...boxesOf(current), ...inside].reduce(around, EMPTY));
    }
    return extents.get(element);
  };

  // Whether an element, or anything in it, is at a point.
  const isAt = (element, point) => {
    const stack = [element];
    while (stack.length) {
      const current = stack.pop();
      comparisons += 1;
      if (!holds(extentOf(current), point)) continue;
      if (hasPoint(current, point)) return true;
      stack.push(...childrenOf(current));
    }
    return false;
  };
  // Whether nothing is at a point but the element and its ancestors.
  const isAlone = (element, point) => {
    let path = null;
    for (let box = element; box; box = dom.parent(box)) {
      for (const child of childrenOf(box)) {
        if (child !== path && isAt(child, point)) return false;
      }
      if (comparisons > MOST_COMPARISONS) return false;
      path = box;
    }
    return true;
  };

  const within = (rect, box) =>
    rect.top >= box.top && rect.bottom <= box.bottom && rect.left >= box.left && rect.right <= box.right;
  // What a background must reach over: the document's also covers what scrolls.
  const reach = (element) => {
    const box = dom.box(element);
    if (element !== dom.root) return box;
    return {
      left: box.left, top: box.top,
      right: box.left + dom.scrollWidth(element), bottom: box.top + dom.scrollHeight(element),
    };
  };
  const centre = ({ left, top, width, height }) => ({ x: left + width / 2, y: top + height / 2 });
  const whole = ({ x, y }) => ({ x: Math.floor(x), y: Math.floor(y) });

  // The boxes of an element's own text; null unless all of it is inside the element's box.
  const textRects = (element, texts) => {
    const own = dom.box(element);
    const rects = texts.flatMap((text) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()];
    });
    const inside = rects.every((rect) => {
      const { x, y } = centre(rect);
      return x >= own.left && x <= own.right && y >= own.top && y <= own.bottom;
    });
    const seen = rects.filter(({ width, height }) => width >= 1 && height >= 1);
    return inside && seen.length ? seen : null;
  };

  // The one opaque colour behind the text; undefined if there may be more to it.
  const backgroundOf = (element, chain, rects) => {
    const points = rects.map((rect) => whole(centre(rect)));
    if (!points.every((point) => isAlone(element, point))) return undefined;
    const behind = (point) => chain.filter((box) => box === dom.root || hasPoint(box, point));
    const stack = behind(points[0]);
    if (stack[0] !== element || !stack.includes(dom.body)) return undefined;
    if (!points.every((point) => behind(point).every((box, index) => box === stack[index]))) return undefined;
    if (!points.every((point) => behind(point).length === stack.length)) return undefined;
    for (const box of stack) {
      const { background, image, inline } = factsOf(box);
      if (image) return undefined;
      if (background === null) continue;
      const over = reach(box);
      return inline || rects.every((rect) => within(rect, over)) ? background : undefined;
    }
    return [255, 255, 255];
  };

  const isEnough = (element, texts) => {
    if (!texts.some((text) => LETTER.test(text.data))) return false;
    if (dom.documentOf(element) !== document) return false;
    if (inert || (someDisabled && belongsToDisabled(element))) return false;
    const chain = [];
    for (let box = element; box; box = dom.parent(box)) chain.push(box);
    if (chain[chain.length - 1] !== dom.root) return false;
    if (namesDisabled.size && chain.some((box) => namesDisabled.has(dom.id(box)))) return false;
    const known = chain.map(factsOf);
    if (!known.every(({ plain }) => plain)) return false;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) return false;

    const own = dom.box(element);
    if (own.left < 0 || own.top < 0 || own.right > dom.scrollWidth(dom.root)) return false;
    const smallest = own.width * own.height * 0.25; // axe's pseudoSizeThreshold
    if (known.some(({ pseudoArea: area }) => area > smallest)) return false;
    const rects = textRects(element, texts);
    if (!rects) return false;
    for (const [index, box] of chain.entries()) {
      if (!known[index].clips) continue;
      const clip = dom.box(box);
      if (clip.width < 2 || clip.height < 2 || !rects.every((rect) => within(rect, clip))) return false;
    }

    const style = styleOf(element);
    if (style("text-shadow") !== "none" || parseFloat(style("-webkit-text-stroke-width")) !== 0) return false;
    const size = parseFloat(style("font-size"));
    const colour = colourOf(style("-webkit-text-fill-color") || style("color"));
    if (!(size > 0) || !colour) return false;
    const points = Math.ceil(size * 72) / 96;
    const bold = parseFloat(style("font-weight")) >= BOLD;
    const least = points >= (bold ? LARGE_BOLD_PT : LARGE_PT) ? LARGE_RATIO : NORMAL_RATIO;
    const background = backgroundOf(element, chain, rects);
    if (background === undefined) return false;
    const reached = ratio(colour, background);
    if (reached <= least + MARGIN) return false;
    const wanted = least === LARGE_RATIO ? LARGE_ENHANCED : NORMAL_ENHANCED;
    if (reached < wanted) faint.push({ element, ratio: reached, limit: wanted });
    return true;
  };
  const of = (element) => {
    if (CONTROLS.has(dom.name(element))) return "unknown";
    const texts = [];
    for (let node = dom.firstChild(element); node; node = dom.next(node)) {
      if (dom.type(node) === Node.TEXT_NODE && node.data.trim()) texts.push(node);
    }
    if (!texts.length) return dom.shadow(element) || dom.name(element) === "slot" ? "unknown" : "no text";
    return comparisons <= MOST_COMPARISONS && isEnough(element, texts) ? "enough" : "unknown";
  };
  return { of, faint, isAlone };
})();
