// Tells what the way of the focus from one element to the next goes back over: "code", if the next stands
// before it in the document, and "sight", if a box that lays its children out shows the next before it.
const focusOrder = (() => {
  const parentOf = (node) => dom.parent(node) ?? dom.documentOf(node).host ?? null;
  const line = (element) => {
    const outers = [];
    for (let node = element; node && outers.length < 200; node = parentOf(node)) outers.unshift(node);
    return outers;
  };
  // In what they both stand, and the children of it that they stand in.
  const parting = (one, other) => {
    const [ones, others] = [line(one), line(other)];
    let place = 0;
    while (place < ones.length && ones[place] === others[place]) place += 1;
    return place && ones[place] && others[place] ? [ones[place - 1], ones[place], others[place]] : null;
  };
  const isPlaced = (element) => !["absolute", "fixed", "sticky"].includes(getComputedStyle(element).position);
  const isShownBefore = (before, element) => {
    const [box, one, other] = parting(before, element) ?? [];
    if (!box || !/flex|grid/u.test(getComputedStyle(box).display) || !isPlaced(one) || !isPlaced(other)) return false;
    const [from, to] = [dom.box(one), dom.box(other)];
    if (!from.width || !from.height || !to.width || !to.height) return false;
    if (to.bottom <= from.top + 1) return to.left < from.right && from.left < to.right; // else it begins a column
    const isBeside = to.top < from.bottom - 1 && from.top < to.bottom - 1;
    return isBeside && (getComputedStyle(box).direction === "rtl" ? to.left >= from.right - 1 : to.right <= from.left + 1);
  };
  return (before, element) => {
    const back = [];
    const place = Node.prototype.compareDocumentPosition.call(before, element);
    if (place & Node.DOCUMENT_POSITION_PRECEDING && !(place & Node.DOCUMENT_POSITION_DISCONNECTED)) back.push("code");
    if (isShownBefore(before, element)) back.push("sight");
    return back;
  };
})();
