// Tells which texts are lost when a page is laid out in another way: a window half as wide, as at
// 200 % zoom, or more space between lines and letters. It is called first with `compare` false, to
// remember where each text is to be seen, and then with `compare` true, for texts that were to be
// seen whole and are no longer. With `spaced`, the spacing of WCAG 1.4.12 is set meanwhile; where texts are lost by
// it, and it `stays`, until it is called again with `compare` false.
//
// A text is cut where a box does not show what sticks out of it and cannot be scrolled; two texts
// overlap where the letters of one stand on those of another.
async ({ width, compare, spaced, stays, resizedMs, nodes: maxNodes, depth: maxDepth, lines: maxLines, pairs: maxPairs, lost: maxLost, words: maxWords, textChars }) => {
  const { root, body } = dom;
  const fold = (text) => text.replace(/\s+/gu, " ").trim();

  // What the criteria except, what is no text to read, and fields, whose text moves with the cursor.
  const EXCEPTED = [
    "pre, code, kbd, samp, svg, math, canvas, video, audio, object, select, textarea, script, style, noscript, template",
    "[aria-hidden=true], [role=application], [role=math]",
    ".leaflet-container, .ol-viewport, .mapboxgl-map, .maplibregl-map, .gm-style, .esri-view",
  ].join(", ");
  const TABLE = "table:not([role=presentation], [role=none]), [role=table], [role=grid]";
  // Rows of slides: what is out of sight is brought in by a button or by time.
  const MOVES = /carousel|slider|slide|swiper|slick|splide|glide|flickity|owl-|ticker|marquee|gallery|scroller|tabs/iu;
  const BOTH_SIDES = ["left", "right", "top", "bottom"];
  const HALF = 0.5;
  const NORMAL_LINE = 1.2; // times the size of letters, about: CSS 2.2, 10.8.1

  const measure = () => {
    const styles = new Map();
    const styleOf = (element) => {
      if (!styles.has(element)) styles.set(element, getComputedStyle(element));
      return styles.get(element);
    };
    const shows = (value) => value === "visible";
    const cuts = (value) => value === "hidden" || value === "clip";
    const scrolls = (value) => value === "auto" || value === "scroll";
    const ofWindow = shows(styleOf(root).overflowX) && shows(styleOf(root).overflowY) ? body : root; // whose overflow is the window's
    const free = { left: [-Infinity, null], right: [Infinity, null], top: [-Infinity, null], bottom: [Infinity, null] };
    const inWindow = { ...free };
    if (cuts(styleOf(ofWindow).overflowX)) {
      inWindow.left = [0, root];
      inWindow.right = [width, root];
    }
    const holds = (style) =>
      style.position !== "static" || style.transform !== "none" || style.filter !== "none" || style.perspective !== "none" || style.contain.includes("paint") || style.contain.includes("layout");
    const holdsFixed = (style) => style.transform !== "none" || style.filter !== "none" || style.perspective !== "none";
    const containerOf = (element) => {
      const { position } = styleOf(element);
      let box = dom.parent(element);
      if (position === "absolute") while (box && !holds(styleOf(box))) box = dom.parent(box);
      if (position === "fixed") while (box && !holdsFixed(styleOf(box))) box = dom.parent(box);
      return box;
    };
    // What is to be seen of what an element holds.
    const clips = new Map();
    const own = (element, outer) => {
      if (element === ofWindow || element === root) return outer;
      const style = styleOf(element);
      if (shows(style.overflowX) && shows(style.overflowY)) return outer;
      if (["inline", "contents"].includes(style.display)) return outer;
      const box = dom.box(element);
      const left = box.left + element.clientLeft;
      const top = box.top + element.clientTop;
      const inner = { left, right: left + dom.clientWidth(element), top, bottom: top + dom.clientHeight(element) };
      const clip = { ...outer };
      const narrow = (low, high, overflow) => {
        if (scrolls(overflow)) {
          clip[low] = free[low];
          clip[high] = free[high];
        } else if (cuts(overflow)) {
          if (inner[low] > clip[low][0]) clip[low] = [inner[low], element];
          if (inner[high] < clip[high][0]) clip[high] = [inner[high], element];
        }
      };
      narrow("left", "right", style.overflowX);
      narrow("top", "bottom", style.overflowY);
      return clip;
    };
    const clipOf = (element) => {
      const path = [];
      let box = element;
      while (box && !clips.has(box) && path.length < maxDepth) {
        path.push(box);
        box = containerOf(box);
      }
      let clip = box ? clips.get(box) ?? inWindow : inWindow;
      for (const each of path.reverse()) {
        clip = own(each, clip);
        clips.set(each, clip);
      }
      return clip;
    };
    // What is so of an element if it is so of what it stands in: that its text is not asked about, or hidden by a
    // mask, as text for screen readers alone is; that it is in a data table; what stays in place with it while
    // the page scrolls.
    const around = new Map([[null, { isLeftOut: false, isCell: false, layer: null }]]);
    const aroundOf = (element) => {
      const path = [];
      let box = element;
      while (!around.has(box) && path.length < maxDepth) {
        path.push(box);
        box = dom.parent(box);
      }
      let known = around.get(box) ?? around.get(null);
      for (const each of path.reverse()) {
        const { clip, clipPath, position } = styleOf(each);
        const isMasked = clipPath !== "none" || (clip !== "auto" && ["absolute", "fixed"].includes(position));
        known = {
          isLeftOut: known.isLeftOut || isMasked || Element.prototype.matches.call(each, EXCEPTED),
          isCell: known.isCell || Element.prototype.matches.call(each, TABLE),
          layer: ["fixed", "sticky"].includes(position) ? each : known.layer,
        };
        around.set(each, known);
      }
      return known;
    };
    // Whether an element has a ground of its own, within what it has in common with another: it then covers
    // what lies below it, as an open menu does.
    const hasGround = (element, other) => {
      let left = maxDepth;
      for (let box = element; box && left > 0 && !Node.prototype.contains.call(box, other); box = dom.parent(box), left -= 1) {
        const { backgroundColor, backgroundImage, backdropFilter } = styleOf(box);
        if (backgroundImage !== "none" || backdropFilter !== "none" || !/^rgba\(.*, 0\)$/u.test(backgroundColor)) return true;
      }
      return false;
    };

    const parents = new Map();
    const aboutOf = (parent) => {
      if (!parents.has(parent)) {
        const style = styleOf(parent);
        const { isLeftOut, isCell, layer } = aroundOf(parent);
        const isText =
          !isLeftOut &&
          !isIconFont(style.fontFamily) &&
          Element.prototype.checkVisibility.call(parent, { visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
        parents.set(parent, isText ? { isCell, layer, clip: clipOf(parent), size: parseFloat(style.fontSize) } : null);
      }
      return parents.get(parent);
    };
    const texts = new Map();
    const lines = [];
    const range = new Range();
    const walker = dom.textNodes(body);
    let visited = 0;
    for (let node = walker.nextNode(); node && visited < maxNodes; node = walker.nextNode()) {
      visited += 1;
      if (!/[\p{L}\p{N}]/u.test(node.data)) continue;
      const parent = dom.parent(node);
      const about = aboutOf(parent);
      if (!about) continue;
      Range.prototype.selectNodeContents.call(range, node);
      const text = { node, parent, ...about, lines: 0, hidden: 0, gone: 0, sides: new Set(), overlaps: null };
      for (const rect of Range.prototype.getClientRects.call(range)) {
        if (rect.width < 1 || rect.height < 1) continue;
        if (lines.length >= maxLines) break;
        text.lines += 1;
        const { clip, size } = about;
        const above = Math.max(0, clip.top[0] - rect.top);
        const below = Math.max(0, rect.bottom - clip.bottom[0]);
        const before = Math.max(0, clip.left[0] - rect.left);
        const after = Math.max(0, rect.right - clip.right[0]);
        const tooHigh = above + below > rect.height * HALF;
        const tooWide = before + after > Math.min(size, rect.width * HALF);
        if (tooHigh || tooWide) {
          text.hidden += 1;
          if (above + below >= rect.height - 1 || before + after >= rect.width - 1) text.gone += 1;
          if (tooHigh) text.sides.add(above > below ? "top" : "bottom");
          if (tooWide) text.sides.add(before > after ? "left" : "right");
        } else if (rect.right > 0) {
          lines.push({ text, left: rect.left, right: rect.right, top: rect.top + rect.height * 0.25, bottom: rect.bottom - rect.height * 0.2 });
        }
        if (rect.right <= 0 || rect.bottom + scrollY <= 0) text.isAway = true;
      }
      if (text.lines) texts.set(node, text);
    }
    // Which letters stand on others: lines in the order of their tops, each against those not yet ended.
    lines.sort((a, b) => a.top - b.top);
    let pairs = 0;
    let under = [];
    for (const line of lines) {
      under = under.filter((other) => other.bottom > line.top);
      for (const other of under) {
        pairs += 1;
        if (pairs > maxPairs) break;
        if (other.text === line.text || other.text.layer !== line.text.layer) continue;
        const across = Math.min(line.right, other.right) - Math.max(line.left, other.left);
        const down = Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top);
        const smaller = Math.min(line.bottom - line.top, other.bottom - other.top);
        if (across <= Math.min(line.text.size, other.text.size) || down <= smaller * HALF) continue;
        if (!hasGround(line.text.parent, other.text.parent) && !hasGround(other.text.parent, line.text.parent)) {
          line.text.overlaps ??= other.text;
          other.text.overlaps ??= line.text;
        }
      }
      if (pairs > maxPairs) break;
      under.push(line);
    }
    return texts;
  };

  const isWhole = (text) => text.hidden === 0 && !text.isAway;
  if (!compare) {
    if (globalThis.sheetsBefore) document.adoptedStyleSheets = globalThis.sheetsBefore;
    globalThis.sheetsBefore = null;
    if (globalThis.textsBefore) return;
    globalThis.textsBefore = new WeakMap();
    for (const [node, text] of measure()) {
      if (isWhole(text)) textsBefore.set(node, text.overlaps === null);
    }
    return;
  }

  // Spacing between letters is for scripts that have it: letters that join, and ideographs, have none.
  const sheetOf = () => {
    const sample = dom.text(body).slice(0, 20_000);
    const spacedOut = sample.match(/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Armenian}\p{Script=Georgian}]/gu)?.length ?? 0;
    const letters = sample.match(/\p{L}/gu)?.length ?? 0;
    const between = spacedOut * 2 >= letters ? "letter-spacing: 0.12em !important; word-spacing: 0.16em !important;" : "";
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `* { transition: none !important; line-height: 1.5 !important; ${between} } p { margin-bottom: 2em !important }`,
    );
    return sheet;
  };
  if (!spaced) return report(measure());
  const given = [...document.adoptedStyleSheets]; // a copy: the list itself would change with what is set
  let counted = 0;
  try {
    document.adoptedStyleSheets = [...given, sheetOf()];
    const first = report(measure());
    if (!first.counted) return first;
    // Scripts that write heights by what texts need would have done so had the page been loaded like this.
    EventTarget.prototype.dispatchEvent.call(window, new Event("resize"));
    await new Promise((resolve) => setTimeout(resolve, resizedMs));
    const second = report(measure());
    counted = second.counted;
    return second;
  } finally {
    if (stays && counted) globalThis.sheetsBefore = given;
    else document.adoptedStyleSheets = given; // the way back may be animated: each probe brings what moves to rest
  }

  function report(texts) {
    const lost = [];
    let compared = 0;
    let counted = 0;
    for (const [node, text] of texts) {
      if (!textsBefore.has(node)) continue;
      compared += 1;
      const side = BOTH_SIDES.find((each) => text.sides.has(each));
      const overlapped = side === undefined && textsBefore.get(node) && text.overlaps && textsBefore.get(text.overlaps.node) ? text.overlaps : null;
      if (side === undefined && !overlapped) continue;
      const isAcross = side === "left" || side === "right";
      if (isAcross && text.isCell) continue; // data tables need two dimensions
      counted += 1;
      if (lost.length >= maxLost) continue;
      const by = overlapped ? overlapped.parent : text.clip[side][1] ?? root;
      const how = overlapped ? "overlapped" : isAcross ? "cut across" : "cut down";
      lost.push({
        selector: selectorOf(text.parent),
        snippet: dom.html(text.parent).slice(0, textChars),
        words: fold(node.data).slice(0, maxWords),
        how,
        by: by === root ? "" : selectorOf(by),
        by_snippet: by === root ? "" : dom.html(by).slice(0, textChars),
        lines: text.lines,
        hidden_lines: text.hidden,
        gone: text.gone === text.lines,
        ...between(text.parent, by, how),
      });
    }
    return { texts: compared, lost, counted };
  }
  // Whether a box is no higher than a line, which then is not cut through: the rest is left out on purpose, as by dots.
  function isOneLine(box) {
    const { lineHeight, fontSize } = getComputedStyle(box);
    return dom.box(box).height <= (parseFloat(lineHeight) || parseFloat(fontSize) * NORMAL_LINE);
  }
  // What stands between a text and what cuts it, that makes it less than a loss.
  function between(element, by, how) {
    const isAcross = how === "cut across";
    const found = { shortened: how === "cut down" && !spaced && by !== root && isOneLine(by), moves: false };
    let left = maxDepth;
    for (let box = element; box && left > 0; box = dom.parent(box), left -= 1) {
      const style = getComputedStyle(box);
      if (isAcross && style.textOverflow !== "clip" && style.overflowX !== "visible") found.shortened = true;
      if (!isAcross && style.webkitLineClamp !== "none") found.shortened = true;
      const named = `${dom.attribute(box, "class") ?? ""} ${dom.id(box)} ${dom.attribute(box, "aria-roledescription") ?? ""}`;
      if (MOVES.test(named)) found.moves = true;
      if (box !== by && style.transform !== "none") found.moves = true;
      if (style.scrollSnapType !== "none") found.moves = true;
      if (box === by) break;
    }
    return found;
  }
}
