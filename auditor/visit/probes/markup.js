// Reads what belongs together by markup alone: the cells that each header of a table may head, and
// what a keyboard would stop at in frames. Only documents that the browser shows to this one are
// read, by their DOM; no script in a frame is asked, as whoever is there could answer anything.
({ tables: maxTables, cells: maxCells, allCells, headers: maxHeaders, frames: maxFrames, controls: maxControls, textChars, snippetChars }) => {
  const fold = (words) => String(words ?? "").replace(/\s+/gu, " ").trim();
  const get = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
  const tabIndexOf = (element) => get(HTMLElement.prototype, "tabIndex").call(element);
  const has = (element, name) => dom.attribute(element, name) !== null;
  const isShown = (element) => {
    const visible = Element.prototype.checkVisibility.call(element, { visibilityProperty: true, opacityProperty: true });
    const box = visible && dom.box(element);
    return visible && box.width > 0 && box.height > 0;
  };
  const isTold = (element) => !dom.closest(element, '[aria-hidden="true"]');
  const placeOf = (element) => ({
    selector: selectorOf(element), landmark: landmarkOf(element),
    snippet: dom.html(element).slice(0, snippetChars),
  });
  const idsOf = (element, name) => fold(dom.attribute(element, name)).split(" ").filter(Boolean);

  // ---- Tables. A header heads what stands below or above it, or beside it in a row with data; where a
  // cell names its headers by id, those alone. This is more than HTML's own algorithm gives a header
  // (https://html.spec.whatwg.org/multipage/tables.html#header-and-data-cell-semantics), so that a header
  // without a cell has none by any reading.
  const HEADER_ROLES = new Set(["columnheader", "rowheader"]);
  const roleOf = (element) => fold(dom.attribute(element, "role")).split(" ")[0].toLowerCase();
  const isHeader = (cell) => {
    const role = roleOf(cell);
    return role ? HEADER_ROLES.has(role) : dom.name(cell) === "th";
  };
  const isEmpty = (cell) => !fold(dom.text(cell)) && !dom.within(cell, "img, svg, input, select, button, a").length;

  const htmlGrid = (table) => {
    const taken = new Set();
    const cells = [];
    for (const [row, line] of [...get(HTMLTableElement.prototype, "rows").call(table)].entries()) {
      let column = 0;
      for (const cell of get(HTMLTableRowElement.prototype, "cells").call(line)) {
        while (taken.has(`${row},${column}`)) column += 1;
        const columns = Math.min(get(HTMLTableCellElement.prototype, "colSpan").call(cell) || 1, 100);
        const rows = Math.min(get(HTMLTableCellElement.prototype, "rowSpan").call(cell) || 1000, 1000);
        cells.push({ cell, row, column, rows, columns });
        if (cells.length > maxCells || taken.size > maxCells * 10) return null;
        // What is above is found by comparing; only a span downwards moves later cells aside.
        for (let down = 1; down < rows && rows > 1 && down <= 100; down += 1) {
          for (let aside = 0; aside < columns; aside += 1) taken.add(`${row + down},${column + aside}`);
        }
        column += columns;
      }
    }
    return cells;
  };
  const CELL_ROLES = new Set(["cell", "gridcell", "columnheader", "rowheader"]);
  const ariaGrid = (table) => {
    if (has(table, "aria-owns") || dom.within(table, "[aria-owns], [aria-colindex], [aria-colspan], [aria-rowspan]").length) {
      return null; // the order of the markup is not that of the table
    }
    const cells = [];
    const inTable = (element) => dom.closest(dom.parent(element), '[role="table"], [role="grid"], [role="treegrid"], table') === table;
    const rows = dom.within(table, '[role="row"]').filter(inTable);
    for (const [row, line] of rows.entries()) {
      const inRow = [...dom.within(line, "[role]")].filter(
        (each) => CELL_ROLES.has(roleOf(each)) && dom.closest(dom.parent(each), '[role="row"]') === line,
      );
      if (cells.length + inRow.length > maxCells) return null;
      inRow.forEach((cell, column) => cells.push({ cell, row, column, rows: 1, columns: 1 }));
    }
    return cells;
  };

  const meet = (start, length, otherStart, otherLength) => start < otherStart + otherLength && otherStart < start + length;
  const headed = (header, cells, dataRows) => {
    const id = dom.id(header.cell);
    const scope = fold(dom.attribute(header.cell, "scope")).toLowerCase();
    const inGroup = scope === "rowgroup" || scope === "colgroup";
    const hasData = [...dataRows].some((row) => meet(header.row, header.rows, row, 1));
    let count = 0;
    for (const other of cells) {
      if (other === header) continue;
      if (id && other.labels.includes(id)) count += 1;
      if (other.named.length) {
        if (id && other.named.includes(id)) count += 1;
        continue;
      }
      const inColumn = meet(header.column, header.columns, other.column, other.columns);
      const inRow = meet(header.row, header.rows, other.row, other.rows);
      if (inGroup || (inColumn && scope !== "row") || (inRow && scope !== "col" && hasData)) count += 1;
    }
    return count;
  };

  let headers = 0;
  let left = allCells;
  const bare = [];
  const tables = dom.queryAll('table, [role="table"], [role="grid"], [role="treegrid"]').slice(0, maxTables);
  for (const table of tables) {
    const role = roleOf(table);
    if (role && !["table", "grid", "treegrid"].includes(role)) continue;
    const ofHtml = dom.name(table) === "table";
    if (!isShown(table) || !isTold(table)) continue;
    const cells = ofHtml ? htmlGrid(table) : ariaGrid(table);
    if (!cells || (left -= cells.length) < 0) continue;
    const ids = new Set(cells.map(({ cell }) => dom.id(cell)).filter(Boolean));
    for (const each of cells) {
      each.named = idsOf(each.cell, "headers").filter((id) => ids.has(id));
      each.labels = idsOf(each.cell, "aria-labelledby");
      each.header = isHeader(each.cell);
    }
    const data = cells.filter(({ header, cell }) => !header && !isEmpty(cell));
    const dataRows = new Set(cells.filter(({ header }) => !header).map(({ row }) => row));
    for (const each of cells) {
      if (!each.header || !fold(dom.text(each.cell)) || !isShown(each.cell) || !isTold(each.cell)) continue;
      headers += 1;
      if (bare.length < maxHeaders && headed(each, cells, dataRows) === 0) {
        const words = fold(dom.text(each.cell)).slice(0, textChars);
        bare.push({ ...placeOf(each.cell), words, data_cells: data.length });
      }
    }
  }

  // ---- Frames.
  const SMALLEST_PX = 10; // what is smaller shows nothing that could be worked with
  const STOPS = "a[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex], [contenteditable]";
  const DIALOG = 'dialog:modal, [aria-modal="true"]';
  const isControl = (element) => Element.prototype.matches.call(element, STOPS);
  const isStop = (element) => {
    const off = dom.closest(element, "[inert], fieldset[disabled]") || has(element, "disabled");
    return !off && tabIndexOf(element) >= 0 && isShown(element);
  };
  const stopsIn = (frameDocument) => {
    const elements = [...Document.prototype.querySelectorAll.call(frameDocument, STOPS)];
    return elements.slice(0, maxControls).filter(isStop).length;
  };
  const documentIn = get(HTMLIFrameElement.prototype, "contentDocument");
  const dialogs = dom.queryAll(DIALOG).filter(isShown);
  const frames = [];
  for (const frame of dom.queryAll("iframe").slice(0, maxFrames)) {
    const box = dom.box(frame);
    const inWindow = box.left < dom.clientWidth(dom.root) && box.right > 0;
    if (!isShown(frame) || box.width < SMALLEST_PX || box.height < SMALLEST_PX || !inWindow) continue;
    if (!isTold(frame) || dom.closest(frame, "[inert]")) continue;
    if (dialogs.length && !dom.closest(frame, DIALOG)) continue; // a page behind a dialog is out of reach
    const shown = documentIn.call(frame);
    if (!shown) continue;
    const stops = stopsIn(shown);
    if (stops) frames.push({ ...placeOf(frame), tab_index: tabIndexOf(frame), stops });
  }

  // ---- What is hidden behind a dialog. One that the browser keeps apart by itself leaves nothing to reach.
  const open = dialogs.filter((dialog) => dom.attribute(dialog, "aria-modal") === "true");
  const hidden = open.length && open.length === dialogs.length ? dom.queryAll('[aria-hidden="true"]') : [];
  const controls = new Set(hidden.flatMap((part) => [part, ...dom.within(part, STOPS)]).slice(0, maxControls));
  const behind = [...controls].filter((each) => isControl(each) && isStop(each)).map(placeOf);
  return { headers, bare_headers: bare, frames, behind_dialog: behind };
}
