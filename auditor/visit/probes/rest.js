// Waits until scripts have left the page alone for a moment, within a bound. Many a page is not
// finished when it has loaded: on the model site of an Italian municipality, a carousel is built
// by timers for up to 450 ms more, in steps that lie up to 250 ms apart, and asks for nothing
// meanwhile. Whoever looks in between sees another page the next time. Pages without scripts
// are finished when they have loaded.
({ quietMs, mostMs }) => {
  const isProgram = (script) => /^$|script|module/i.test(dom.attribute(script, "type") ?? "");
  if (!dom.queryAll("script").some(isProgram)) return undefined;
  return new Promise((done) => {
    const begun = performance.now();
    let changed = begun;
    const observer = new MutationObserver(() => { changed = performance.now(); });
    observer.observe(document, { attributes: true, childList: true, subtree: true });
    const wait = () => {
      const now = performance.now();
      const left = Math.min(changed + quietMs, begun + mostMs) - now;
      if (left > 0) setTimeout(wait, left);
      else {
        observer.disconnect();
        done();
      }
    };
    wait();
  });
}
