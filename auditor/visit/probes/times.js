// Tells when, in seconds since the page was asked for, its largest text was shown, its scripts had run and the
// last of its files was there. The browser keeps each larger element that it painted (Largest Contentful
// Paint); of these, those without an address are text.
async ({ waitMs }) => {
  const painted = new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => resolve(list.getEntries()));
    observer.observe({ type: "largest-contentful-paint", buffered: true });
    setTimeout(() => resolve([]), waitMs);
  });
  const texts = (await painted).filter((entry) => !entry.url);
  const [load] = performance.getEntriesByType("navigation");
  const [first] = performance.getEntriesByName("first-contentful-paint");
  const ends = performance.getEntriesByType("resource").map((entry) => entry.responseEnd);
  const seconds = (ms) => (ms > 0 ? ms / 1000 : null);
  return {
    main_text_s: seconds(texts.at(-1)?.startTime ?? first?.startTime),
    usable_s: seconds(load?.domContentLoadedEventEnd),
    complete_s: seconds(Math.max(load?.loadEventEnd ?? 0, ...ends)),
  };
}
