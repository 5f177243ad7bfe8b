// Reads colours of CSS as red, green and blue (0 to 255) and alpha (0 to 1), lays them over one another, and
// compares them as WCAG 2.2 does.
const colours = (() => {
  const painter = () => (globalThis.painter ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true }));
  const parsed = new Map();
  const painted = (words) => {
    painter().clearRect(0, 0, 1, 1);
    painter().fillStyle = "#000"; // which what is no colour leaves
    painter().fillStyle = words;
    painter().fillRect(0, 0, 1, 1);
    const [red, green, blue, opaque] = painter().getImageData(0, 0, 1, 1).data;
    return [red, green, blue, opaque / 255];
  };
  const parse = (words) => {
    if (!parsed.has(words)) {
      const plain = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.e-]+))?\)$/.exec(words);
      parsed.set(words, plain ? [...plain.slice(1, 4), plain[4] ?? 1].map(Number) : painted(words));
    }
    return parsed.get(words);
  };
  const over = ([red, green, blue, alpha], below) => {
    const mixed = [red, green, blue].map((part, index) => part * alpha + below[index] * (1 - alpha));
    return [...mixed, 1];
  };
  const luminance = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const SHADOW = /((?:rgba?|color|oklch|oklab|lab|lch)\([^)]*\)) (-?[\d.]+)px (-?[\d.]+)px ([\d.]+)px (-?[\d.]+)px( inset)?/g;
  // The shadows of a box that are not transparent, with their measures in pixels.
  const shadowsOf = (style) => [...style.boxShadow.matchAll(SHADOW)].map(([, words, x, y, blur, spread, inset]) => ({
    colour: parse(words), x: Number(x), y: Number(y), blur: Number(blur), spread: Number(spread), inset: Boolean(inset),
  })).filter(({ colour }) => colour[3] > 0);

  const PICTURES = new Set(["img", "video", "canvas", "iframe", "svg", "object", "embed", "picture"]);
  const isPlain = (style) =>
    style.opacity === "1" && style.filter === "none" && style.mixBlendMode === "normal" && style.backdropFilter === "none";
  const drawsItself = (element) => ["::before", "::after"].some((pseudo) => {
    const style = getComputedStyle(element, pseudo);
    if (["none", "normal"].includes(style.content) || style.display === "none") return false;
    return style.backgroundImage !== "none" || parse(style.backgroundColor)[3] > 0;
  });
  // The colour of an element's own ground, which may be transparent; null where it is more than a plain colour.
  const groundOf = (element) => {
    const style = getComputedStyle(element);
    const isPicture = PICTURES.has(dom.name(element)) || style.backgroundImage !== "none";
    return isPicture || !isPlain(style) || drawsItself(element) ? null : parse(style.backgroundColor);
  };
  // Elements, the uppermost first, as one colour; null where something else than plain colours is among them.
  const ofStack = (stack) => {
    const layers = [];
    for (const element of stack) {
      const colour = groundOf(element);
      if (colour === null) return null;
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((below, colour) => over(colour, below), [255, 255, 255, 1]);
  };
  return { parse, over, ratio, shadowsOf, isPlain, groundOf, ofStack };
})();
