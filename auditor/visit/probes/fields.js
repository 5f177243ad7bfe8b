// Blackens what forms hold for the time of a picture, or shows it again. A style sheet that is
// adopted changes nothing that the page's scripts watch. Closed shadow roots stay as they are.
({ hidden }) => {
  const CSS = `
    input, textarea, select, iframe, [contenteditable]:not([contenteditable="false"]) {
      background: #000 !important; color: #000 !important; -webkit-text-fill-color: #000 !important;
      text-shadow: none !important; filter: brightness(0) !important;
    }`;
  const roots = [document];
  for (const element of dom.queryAll("*").slice(0, 60000)) {
    const root = dom.shadow(element);
    if (root) roots.push(root);
  }
  globalThis.blackened ??= new WeakMap();
  for (const root of roots) {
    const sheets = [...root.adoptedStyleSheets];
    if (hidden && !blackened.has(root)) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      blackened.set(root, sheet);
      root.adoptedStyleSheets = [...sheets, sheet];
    } else if (!hidden && blackened.has(root)) {
      root.adoptedStyleSheets = sheets.filter((sheet) => sheet !== blackened.get(root));
      blackened.delete(root);
    }
  }
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
}
