// Tells how many milliseconds are left until scripts have left the page alone for a moment, 0 if
// they have; asked again, it goes on from the first time. Many a page is not finished when it has
// loaded: on the model site of an Italian municipality, a carousel is built by timers for up to
// 450 ms more, in steps that lie up to 250 ms apart, and asks for nothing meanwhile. Whoever looks
// in between sees another page the next time. Pages without scripts are finished when they have
// loaded.
({ quietMs }) => {
  const isProgram = (script) => /^$|script|module/i.test(dom.attribute(script, "type") ?? "");
  if (!dom.queryAll("script").some(isProgram)) return 0;
  if (!globalThis.lastChange) {
    globalThis.lastChange = performance.now();
    const observer = new MutationObserver(() => { globalThis.lastChange = performance.now(); });
    observer.observe(document, { attributes: true, childList: true, subtree: true });
  }
  return Math.max(0, lastChange + quietMs - performance.now());
}
