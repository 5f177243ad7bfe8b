// Tells of the texts that axe could not decide what pictures of them need: `plan` says which parts of
// the page to picture, where in each part the letters of each text are and in which colour they are
// drawn; `hide` makes all letters transparent, for another picture of each part; `show` brings them back.
async ({ step, limits }) => {
  // A style sheet that is adopted changes nothing that the page's scripts watch.
  const dress = (css) => {
    globalThis.undressed ??= new CSSStyleSheet();
    undressed.replaceSync(css);
    const roots = [document];
    for (const element of dom.queryAll("*").slice(0, limits.nodes)) {
      const root = dom.shadow(element);
      if (root) roots.push(root);
    }
    for (const root of roots) {
      const others = [...root.adoptedStyleSheets].filter((sheet) => sheet !== undressed);
      root.adoptedStyleSheets = css ? [...others, undressed] : others;
    }
  };
  const AT_ONCE = "*, *::before, *::after { transition: none !important; }";
  const CLEAR = `*, *::before, *::after, *::placeholder {
    -webkit-text-fill-color: transparent !important; text-decoration-color: transparent !important;
    caret-color: transparent !important; }`;
  if (step === "hide") {
    dress(AT_ONCE + CLEAR);
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
  }
  if (step === "show") {
    dress(AT_ONCE);
    dom.box(dom.root); // so that the letters come back before transitions do
    return dress("");
  }

  const styleOf = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return (name) => style.getPropertyValue(name);
  };
  // Any CSS colour as red, green, blue (0 to 255) and alpha (0 to 1).
  const painter = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const colourOf = (words) => {
    const solid = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(words);
    if (solid) return [...solid.slice(1).map(Number), 1];
    const alpha = /^rgba\((\d+), (\d+), (\d+), ([\d.e-]+)\)$/.exec(words);
    if (alpha) return alpha.slice(1).map(Number);
    painter.clearRect(0, 0, 1, 1);
    painter.fillStyle = words;
    painter.fillRect(0, 0, 1, 1);
    const [red, green, blue, opaque] = painter.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, opaque / 255];
  };

  const textsIn = (element) => {
    const texts = [];
    for (let node = dom.firstChild(element); node; node = dom.next(node)) {
      if (dom.type(node) === Node.TEXT_NODE && node.data.trim()) texts.push(node);
    }
    return texts;
  };
  // In pixels of the page, not of the window.
  const onPage = ({ left, top, right, bottom }) => ({
    left: Math.max(0, Math.floor(left + scrollX)), top: Math.max(0, Math.floor(top + scrollY)),
    right: Math.min(Math.ceil(right + scrollX), innerWidth), bottom: Math.ceil(bottom + scrollY),
  });
  const rectsOf = (texts) => texts
    .flatMap((text) => {
      const range = Document.prototype.createRange.call(document);
      range.selectNodeContents(text);
      return [...range.getClientRects()];
    })
    .filter(({ width, height }) => width >= 1 && height >= 1)
    .map(onPage)
    .filter((rect) => rect.right > rect.left && rect.bottom > rect.top)
    .slice(0, limits.rects);

  // The colour that a text is drawn with and how much of it; null if it is drawn in another way.
  const layers = new Map();
  const layerOf = (box) => {
    if (!layers.has(box)) {
      const style = styleOf(box);
      layers.set(box, {
        mixed: style("filter") !== "none" || style("mix-blend-mode") !== "normal",
        painted: style("background-image") !== "none" || style("background-color") !== "rgba(0, 0, 0, 0)",
        opacity: parseFloat(style("opacity")),
      });
    }
    return layers.get(box);
  };
  const inkOf = (element) => {
    const style = styleOf(element);
    const [red, green, blue, alpha] = colourOf(style("-webkit-text-fill-color") || style("color"));
    if (parseFloat(style("-webkit-text-stroke-width")) !== 0) return null;
    let share = alpha;
    let anyPainted = false;
    for (let box = element; box; box = dom.parent(box) ?? dom.documentOf(box).host) {
      const { mixed, painted, opacity } = layerOf(box);
      anyPainted ||= painted;
      if (mixed || (opacity < 1 && anyPainted)) return null; // what it fades with is not known
      share *= opacity;
    }
    return share > 0 ? [red, green, blue, share] : null;
  };

  // Groups of texts near each other; those with most texts are pictured.
  const open = (globalThis.described ?? []).find(({ id }) => id === "color-contrast")?.incomplete ?? [];
  const texts = [];
  for (const [index, element] of open.entries()) {
    const own = element ? textsIn(element) : [];
    const rects = rectsOf(own);
    if (!rects.length) continue;
    const style = styleOf(element);
    texts.push({
      index,
      words: own.map(({ data }) => data).join(" ").replace(/\s+/g, " ").trim().slice(0, limits.textChars),
      size_px: parseFloat(style("font-size")),
      weight: parseFloat(style("font-weight")),
      has_shadow: style("text-shadow") !== "none",
      ink: inkOf(element),
      rects,
      top: Math.min(...rects.map(({ top }) => top)),
      bottom: Math.max(...rects.map(({ bottom }) => bottom)),
    });
  }
  texts.sort((one, other) => one.top - other.top);
  const groups = [];
  for (const text of texts) {
    const last = groups[groups.length - 1];
    const bottom = last && Math.max(last.bottom, text.bottom);
    if (last && text.top - last.bottom <= limits.gapPx && bottom - last.top <= limits.heightPx) {
      last.texts.push(text);
      last.bottom = bottom;
    } else if (text.bottom - text.top <= limits.heightPx) groups.push({ top: text.top, bottom: text.bottom, texts: [text] });
  }
  groups.sort((one, other) => other.texts.length - one.texts.length);
  const chosen = groups.slice(0, limits.groups);

  // Pictures that a text may stand on have to be there first. One that is shown is in the browser's
  // memory, and not fetched again.
  const meets = (rect, other) =>
    rect.left < other.right && other.left < rect.right && rect.top < other.bottom && other.top < rect.bottom;
  const loads = new Map();
  const loaded = (picture, address) => {
    if (!loads.has(address)) {
      const image = picture ?? new Image();
      if (!picture) image.src = address;
      const late = new Promise((done) => setTimeout(() => done(false), limits.waitMs));
      loads.set(address, Promise.race([image.decode().then(() => true, () => false), late]));
    }
    return loads.get(address);
  };
  const addressesOf = (element) => [undefined, "::before", "::after"].flatMap((pseudo) =>
    [...styleOf(element, pseudo)("background-image").matchAll(/url\("((?:[^"\\]|\\.)*)"\)/g)].map(([, address]) => address));
  const pictures = [];
  if (chosen.length) {
    for (const element of dom.queryAll("*").slice(0, limits.nodes)) {
      if (pictures.length >= limits.pictures) break;
      const rect = onPage(dom.box(element));
      if (!chosen.some((group) => rect.top < group.bottom && group.top < rect.bottom)) continue;
      if (element instanceof HTMLImageElement) pictures.push({ rect, load: loaded(element, element.currentSrc) });
      else for (const address of addressesOf(element)) pictures.push({ rect, load: loaded(null, address) });
    }
  }
  const arrived = new Map();
  for (const picture of pictures) arrived.set(picture, await picture.load);
  const missing = pictures.filter((picture) => !arrived.get(picture));

  const parts = chosen.map((group) => {
    const rects = group.texts.flatMap((text) => text.rects);
    const left = Math.min(...rects.map((rect) => rect.left));
    const inPart = (rect) => [rect.left - left, rect.top - group.top, rect.right - left, rect.bottom - group.top];
    return {
      clip: {
        x: left, y: group.top,
        width: Math.max(...rects.map(({ right }) => right)) - left, height: group.bottom - group.top,
      },
      texts: group.texts.map(({ top, bottom, rects: own, ...text }) => ({
        ...text,
        pictured: !missing.some(({ rect }) => own.some((each) => meets(each, rect))),
        rects: own.map(inPart),
      })),
    };
  });
  return { parts, left: open.length - chosen.reduce((sum, group) => sum + group.texts.length, 0) };
}
