// Brings what moves to rest, so that what is measured does not depend on the moment. What
// ends is taken to its end, as for a person who waits; what never ends, to its beginning;
// scrolling text to where it begins to scroll. What scripts move by themselves moves on.
const still = () => {
  const animations = Document.prototype.getAnimations.call(document).slice(0, 2000);
  for (const animation of animations) {
    if (animation.timeline !== document.timeline) continue; // moved by scrolling, not by time
    try {
      if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
      else {
        animation.pause();
        animation.currentTime = 0;
      }
    } catch {
      continue; // it can be no such animation that it has no end and no beginning
    }
  }
  globalThis.stilled ??= new WeakSet();
  for (const marquee of dom.queryAll("marquee").slice(0, 200)) {
    if (stilled.has(marquee)) continue;
    const fresh = Node.prototype.cloneNode.call(marquee, true); // the old one cannot be rewound
    Element.prototype.replaceWith.call(marquee, fresh);
    HTMLMarqueeElement.prototype.stop.call(fresh);
    stilled.add(fresh);
  }
};
