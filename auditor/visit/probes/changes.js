// Tells which visible elements' text was replaced by another since this was asked to begin, as the rest probe
// noted it. Where that does not watch, because the page has no scripts, nothing changes by itself.
({ begin, texts: maxTexts, controls: maxControls, textChars }) => {
  const noted = globalThis.rewritten;
  if (!noted) return { watched_s: 0 };
  if (begin) {
    noted.clear();
    globalThis.watchedSince = performance.now();
    return null;
  }
  const texts = [];
  for (const [element, { times, before }] of noted) {
    if (texts.length >= maxTexts) break;
    if (!element.isConnected || !spot.isVisible(element)) continue;
    const after = spot.fold(dom.text(element)).slice(0, textChars);
    if (!after) continue;
    texts.push({
      selector: selectorOf(element), snippet: spot.snippetOf(element, textChars), times,
      before: spot.fold(before).slice(0, textChars), after, role: (dom.attribute(element, "role") ?? "").slice(0, 40),
    });
  }
  return {
    watched_s: Math.max(0, performance.now() - (globalThis.watchedSince ?? performance.now())) / 1000,
    texts,
    controls: texts.length ? spot.controls(maxControls) : [],
  };
}
