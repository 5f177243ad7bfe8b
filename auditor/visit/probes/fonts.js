// Lists the addresses of the fonts that style sheets name and that nothing on the page uses. Chromium tells of
// a font from its memory as if the page had asked for it, when only a page before did that shares a style sheet
// with this one: seen on argob/poncho, where two audits counted 77 KB more or less.
({ rules: mostRules, fonts: mostFonts }) => {
  const read = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
  const key = (family, ...others) => [family.replace(/["']/g, "").toLowerCase(), ...others].join("|").toLowerCase();
  const used = new Map(); // by what tells a font face from others: whether one of them is used
  read(Document.prototype, "fonts").call(document).forEach((face) => {
    const name = key(face.family, face.style, face.weight, face.stretch, face.unicodeRange);
    used.set(name, used.get(name) || face.status !== "unloaded");
  });

  const named = new Map(); // the addresses that font faces name: whether one of these is used, or not known
  let left = mostRules;
  const note = (rule, base) => {
    const given = (name, usual) => rule.style.getPropertyValue(name) || usual;
    const name = key(
      given("font-family", ""),
      given("font-style", "normal"),
      given("font-weight", "normal"),
      given("font-stretch", "normal"),
      given("unicode-range", "U+0-10FFFF"),
    );
    for (const [, address] of given("src", "").matchAll(/url\("?([^"()]*)"?\)/g)) {
      if (named.size >= mostFonts || !URL.canParse(address, base)) continue;
      const url = new URL(address, base);
      url.hash = "";
      named.set(url.href, named.get(url.href) || (used.get(name) ?? true));
    }
  };
  const walk = (sheet) => {
    let rules;
    try {
      rules = sheet.cssRules;
    } catch {
      return; // of another host, which keeps it to itself
    }
    const base = sheet.href ?? read(Node.prototype, "baseURI").call(document);
    for (const rule of rules) {
      if (left-- <= 0) return;
      if (rule instanceof CSSFontFaceRule) note(rule, base);
      else if (rule instanceof CSSImportRule && rule.styleSheet) walk(rule.styleSheet);
    }
  };
  for (const sheet of read(Document.prototype, "styleSheets").call(document)) walk(sheet);
  return [...named].filter(([, isUsed]) => !isUsed).map(([address]) => address);
}
