// Reads tables as they look: their cells, and whether the first row or column is set apart from the
// others by boldness or background. What is marked as layout, or holds another table, is left out.
({ tables: maxTables, cells: maxCells, textChars, snippetChars }) => {
  const fold = (words) => String(words ?? "").replace(/\s+/gu, " ").trim();
  const isShown = (element) => dom.boxes(element).length > 0;
  const BOLD = 600; // the least weight that browsers draw bold: CSS Fonts 4, 2.2
  // How the first words of a cell look.
  const looksOf = (cell) => {
    const walker = dom.textNodes(cell);
    let node = walker.nextNode();
    while (node && !fold(node.data)) node = walker.nextNode();
    const style = window.getComputedStyle(node ? dom.parent(node) : cell);
    return { bold: Number(style.fontWeight) >= BOLD, behind: backgroundOf(cell) };
  };
  const backgroundOf = (cell) => {
    for (const element of [cell, dom.parent(cell)]) {
      const { backgroundColor, backgroundImage } = window.getComputedStyle(element);
      if (backgroundImage !== "none") return backgroundImage.slice(0, 100);
      if (backgroundColor !== "rgba(0, 0, 0, 0)") return backgroundColor;
    }
    return "";
  };
  const apart = (first, others) => {
    if (!first.length || !others.length) return "";
    if (first.every(({ bold }) => bold) && !others.some(({ bold }) => bold)) return "bold";
    const behind = new Set(first.map((look) => look.behind));
    return behind.size === 1 && !others.some((look) => behind.has(look.behind)) ? "background" : "";
  };

  const found = [];
  for (const table of dom.queryAll("table").slice(0, 500)) {
    if (found.length >= maxTables) break;
    if (!isShown(table) || dom.within(table, "table").length || dom.closest(table, '[role="presentation"], [role="none"], [aria-hidden="true"]')) continue;
    const rows = dom.within(table, "tr").slice(0, 200).map((row) => [...dom.children(row)].filter((cell) => ["td", "th"].includes(dom.name(cell))))
      .filter((cells) => cells.length);
    const cells = rows.flat();
    if (!cells.length || cells.length > maxCells) continue;
    const words = new Map(cells.map((cell) => [cell, fold(dom.text(cell))]));
    const looks = new Map([...rows.slice(0, 4).flat(), ...rows.slice(0, 20).map(([cell]) => cell)].map((cell) => [cell, looksOf(cell)]));
    const lookOf = (list) => list.filter((cell) => words.get(cell)).map((cell) => looks.get(cell));
    const widths = new Set(rows.map((row) => row.length));
    found.push({
      rows: rows.length,
      columns: Math.max(...widths),
      regular: widths.size === 1 && !dom.within(table, "[colspan], [rowspan]").length,
      marked: dom.within(table, 'th, [scope], [headers], [role="columnheader"], [role="rowheader"]').length > 0,
      first_row: rows[0].map((cell) => words.get(cell).slice(0, textChars)),
      row_apart: apart(lookOf(rows[0]), lookOf(rows.slice(1, 4).flat())),
      column_apart: apart(lookOf(rows.slice(0, 20).map(([cell]) => cell)), lookOf(rows.slice(0, 4).flatMap((row) => row.slice(1)))),
      longest: Math.max(...[...words.values()].map((text) => text.length)),
      filled: [...words.values()].filter(Boolean).length,
      controls: dom.within(table, "input, select, textarea, button, iframe, form").length,
      selector: selectorOf(table),
      snippet: dom.html(table).slice(0, snippetChars),
      landmark: landmarkOf(table),
    });
  }
  return found;
}
