// Tells how many milliseconds are left until scripts have left the page alone for a moment, 0 if
// they have; asked again, it goes on from the first time. Many a page is not finished when it has
// loaded: on the model site of an Italian municipality, a carousel is built by timers for up to
// 450 ms more, in steps that lie up to 250 ms apart, and asks for nothing meanwhile. Whoever looks
// in between sees another page the next time. Pages without scripts are finished when they have
// loaded.
//
// Meanwhile it notes which elements' text is replaced by another, for the changes probe: how often,
// and what stood there first.
({ quietMs }) => {
  const isProgram = (script) => /^$|script|module/i.test(dom.attribute(script, "type") ?? "");
  if (!dom.queryAll("script").some(isProgram)) return 0;
  if (!globalThis.lastChange) {
    globalThis.lastChange = performance.now();
    globalThis.rewritten = new Map();
    const note = (element, before) => {
      const kept = rewritten.get(element);
      if (kept) kept.times += 1;
      else if (rewritten.size < 200) rewritten.set(element, { times: 1, before: before.slice(0, 200) });
    };
    const observer = new MutationObserver((records) => {
      const changed = new Map();
      for (const record of records.slice(0, 500)) {
        if (record.type === "attributes") continue;
        const isText = record.type === "characterData";
        const element = isText ? dom.parent(record.target) : record.target;
        const before = isText ? record.oldValue : [...record.removedNodes].slice(0, 20).map((node) => dom.text(node)).join(" ");
        if (before?.trim() && !changed.has(element)) changed.set(element, before);
      }
      for (const [element, before] of changed) {
        const after = element && dom.type(element) === 1 ? dom.text(element) : "";
        if (after.trim() && after.trim() !== before.trim()) note(element, before);
      }
      if (records.some((record) => record.type !== "characterData")) globalThis.lastChange = performance.now();
    });
    const watched = { attributes: true, childList: true, characterData: true, characterDataOldValue: true, subtree: true };
    observer.observe(document, watched);
  }
  return Math.max(0, lastChange + quietMs - performance.now());
}
