// Lists the moments at which what was to be seen changed its place since the page began to load, as the browser
// has noted them, and for each the element that moved over the largest part of the window. It takes its own
// window's coming into being for a person's act; nobody has done anything yet, so that all of them count.
({ shifts: maxShifts, textChars }) => {
  if (!PerformanceObserver.supportedEntryTypes.includes("layout-shift")) return [];
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: "layout-shift", buffered: true });
  const entries = observer.takeRecords();
  observer.disconnect();
  const areaOf = ({ previousRect: from, currentRect: to }) => Math.max(from.width * from.height, to.width * to.height);
  return entries.slice(0, maxShifts).map((entry) => {
    const moved = [...entry.sources].filter(({ node }) => node && dom.type(node) === 1).sort((a, b) => areaOf(b) - areaOf(a))[0];
    return {
      at_s: entry.startTime / 1000,
      value: entry.value,
      selector: moved ? selectorOf(moved.node) : "",
      snippet: moved ? spot.snippetOf(moved.node, textChars) : "",
    };
  });
}
