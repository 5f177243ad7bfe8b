// Runs axe-core, which must be in the same world, and returns what the evidence keeps:
// for each rule how many elements passed, failed or could not be decided, and a bounded
// number of the latter two described. Selectors are computed for described elements only,
// which is most of what axe's own reporters cost. Unless `exact` is set, text whose contrast
// is enough beyond doubt (contrast.js) is counted as passed and not given to axe.
// `described` keeps the described elements, in their order, for probes that look at them again.
async ({ limit, textChars, exact, names }) => {
  const cut = (text) => String(text ?? "").slice(0, textChars);
  const target = (parts) => cut(parts.flat().join(" >>> "));

  refuseHiddenForms();

  // A computed style is live, so that one an element is enough; axe asks for thousands.
  if (!exact) {
    const styles = new WeakMap();
    const computed = window.getComputedStyle;
    window.getComputedStyle = (element, pseudo) => {
      if (pseudo) return computed.call(window, element, pseudo);
      if (!styles.has(element)) styles.set(element, computed.call(window, element));
      return styles.get(element);
    };
  }

  const CONTRAST = "color-contrast";
  const rule = exact ? undefined : axe._audit?.rules.find(({ id }) => id === CONTRAST);
  let spared = 0;
  if (rule) {
    const matches = rule.matches;
    rule.matches = function (element, virtualNode, context) {
      const answer = contrast.of(element);
      if (answer === "no text") return false;
      // axe learns by the first texts of a font whether it writes icons: each has to be shown to it.
      const isText = (child) => child.props.nodeName === "#text" && !axe.commons.text.isIconLigature(child);
      if (answer !== "enough" || !virtualNode.children.some(isText)) {
        return matches.call(this, element, virtualNode, context);
      }
      spared += 1;
      return false;
    };
  }

  // Of many, one of each kind is described before others of it, so that none hides behind them.
  const chosen = (list) => {
    if (list.length <= limit) return list;
    const kinds = new Map();
    for (const each of list) {
      const { element, fromFrame } = each.node;
      const telling = ["class", "id", "type", "role"].map((name) => cut(fromFrame ? "" : dom.attribute(element, name)));
      const kind = fromFrame ? "" : [landmarkOf(element), dom.name(element), ...telling].join("\n").replace(/\d+/g, "#");
      if (!kinds.has(kind)) kinds.set(kind, each);
    }
    const kept = new Set([...new Set([...kinds.values(), ...list])].slice(0, limit));
    return list.filter((each) => kept.has(each));
  };

  let counted;
  let named = null;
  // Of texts that have the contrast of 1.4.3, those that lack that of 1.4.6, which is told as a limit
  // to each by the size of its letters: what is known of them anyhow.
  const faintIn = (passes) => {
    const enhanced = { "4.5:1": 7, "3:1": 4.5 };
    const known = passes.filter(({ any, node }) => any[0]?.data?.contrastRatio > 0 && !node.fromFrame);
    const told = known.map(({ any, node }) => ({
      element: node.element, ratio: any[0].data.contrastRatio, limit: enhanced[any[0].data.expectedContrastRatio],
    }));
    const seen = new Set(contrast.faint.map(({ element }) => element)); // axe may have been asked about one too
    const all = [
      ...contrast.faint, ...told.filter(({ element, ratio, limit: wanted }) => ratio < wanted && !seen.has(element)),
    ].filter(({ element }) => dom.text(element).trim().length !== 1); // a single letter may stand for a picture: "x" to close
    const texts = all.slice(0, 10).map(({ element, ratio, limit: wanted }) => ({
      target: selectorOf(element), html: cut(dom.html(element)), landmark: landmarkOf(element),
      ratio: Math.floor(ratio * 100) / 100, limit: wanted,
    }));
    return { known: known.length + spared, count: all.length, texts };
  };
  let faint = null;
  const count = (results, options, callback) => {
    try {
      named = namesIn(axe._tree[0], names);
    } catch (error) {
      named = { broke: cut(error) };
    }
    counted = results.map((rule) => ({
      id: rule.id,
      passed: rule.passes.length + (rule.id === CONTRAST ? spared : 0),
      failed: rule.violations.length,
      undecided: rule.incomplete.length,
    }));
    const decided = results.find(({ id }) => id === CONTRAST);
    faint = decided ? faintIn(decided.passes) : null;
    const brief = results.map((rule) => ({
      ...rule,
      passes: [],
      violations: chosen(rule.violations),
      incomplete: chosen(rule.incomplete),
    }));
    const elements = new Map();
    for (const rule of brief) {
      for (const node of [...rule.violations, ...rule.incomplete]) {
        if (!node.node.fromFrame) elements.set(node, landmarkOf(node.node.element));
      }
    }
    globalThis.described = brief.map(({ id, violations, incomplete }) => {
      const elementsOf = (list) => list.map(({ node }) => (node.fromFrame ? null : node.element));
      return { id, violations: elementsOf(violations), incomplete: elementsOf(incomplete) };
    });
    const landmarkList = new Map();
    for (const rule of brief) {
      landmarkList.set(rule.id, [rule.violations, rule.incomplete].map((list) => list.map((node) => elements.get(node))));
    }
    axe.getReporter("v1")(brief, options, (full) => callback({ full, landmarkList }));
  };
  // axe leaves out of contrast what looks like an icon font's ligature: a text that is narrower
  // than its letters one by one. So is Arabic, whose letters join, and it went untested. The names
  // of icons are in ASCII: a text with other letters is given the width of its letters.
  const canvas = CanvasRenderingContext2D.prototype;
  const { measureText } = canvas;
  canvas.measureText = function (given) {
    const text = String(given);
    if (text.length < 2 || !/(?![A-Za-z])\p{L}/u.test(text)) return measureText.call(this, text);
    return { width: text.split("").reduce((sum, letter) => sum + measureText.call(this, letter).width, 0) };
  };
  let answer;
  try {
    answer = await axe.run(document, {
      reporter: count,
      iframes: false, // axe is in no frame, and whoever is there could answer in its name, or keep it waiting
      performanceTimer: false,
    });
  } finally {
    canvas.measureText = measureText;
  }
  const { full, landmarkList } = answer;
  const described = (results, position) => new Map(results.map((rule) => [
    rule.id,
    rule.nodes.map((node, index) => ({
      target: target(node.target),
      html: cut(node.html),
      summary: cut(node.failureSummary),
      landmark: landmarkList.get(rule.id)[position][index] ?? "none",
    })),
  ]));
  const violations = described(full.violations, 0);
  const incomplete = described(full.incomplete, 1);
  return {
    named,
    version: axe.version,
    faint,
    rules: counted.map((rule) => ({
      ...rule,
      violations: violations.get(rule.id) ?? [],
      incomplete: incomplete.get(rule.id) ?? [],
    })),
  };
}
