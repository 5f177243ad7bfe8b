// Tells where on the page elements are: left, top, right and bottom, or null for one that shows nothing.
// `wanted` names each as axe described it, by its rule, the list that it is in and its place there, or by
// its selector (`target`) alone.
({ wanted }) => {
  const described = new Map((globalThis.described ?? []).map((rule) => [rule.id, rule]));
  return wanted.map(({ target, rule, list, index }) => {
    const element = rule ? described.get(rule)?.[list][index] : dom.query(target);
    if (!element) return null;
    const { left, top, right, bottom } = dom.box(element);
    if (right - left < 1 || bottom - top < 1 || right + scrollX <= 0 || left >= innerWidth) return null;
    return [left + scrollX, top + scrollY, right + scrollX, bottom + scrollY].map(Math.round);
  });
}
