// Lists the animations that go on for long: it has to look before the page is brought to rest. Every list is
// bounded.
({ motions: maxMotions, controls: maxControls, textChars, longS }) => {
  const seconds = (milliseconds) => (Number.isFinite(milliseconds) ? Math.max(0, milliseconds) / 1000 : null);
  const OWN = new Set(["offset", "computedOffset", "easing", "composite"]);
  const motion = (animation) => {
    const { effect } = animation;
    const element = effect?.target;
    if (!element || animation.timeline !== document.timeline || animation.playState !== "running") return null;
    const timing = effect.getComputedTiming();
    if (timing.endTime < longS * 1000 || !spot.isVisible(element)) return null;
    const frames = effect.getKeyframes().slice(0, 50);
    const names = [...new Set(frames.flatMap((frame) => Object.keys(frame)))].filter((name) => !OWN.has(name));
    // What stays the same in all keyframes does not move.
    const properties = names.filter((name) => new Set(frames.map((frame) => frame[name])).size > 1);
    const { width, height } = dom.box(element);
    const of = effect.pseudoElement ?? "";
    return {
      selector: `${selectorOf(element)}${of}`,
      snippet: spot.snippetOf(element, textChars),
      properties: properties.slice(0, 20),
      round_s: seconds(timing.duration) ?? 0,
      total_s: seconds(timing.endTime),
      steps: frames.length,
      width_px: width,
      height_px: height,
    };
  };

  const motions = [];
  for (const animation of Document.prototype.getAnimations.call(document).slice(0, 2000)) {
    if (motions.length >= maxMotions) break;
    const found = motion(animation);
    if (found?.properties.length) motions.push(found);
  }
  return { motions, controls: motions.length ? spot.controls(maxControls) : [] };
}
