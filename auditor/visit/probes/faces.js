// Lists the font faces that the page's style sheets or scripts have made: how text is shown without them, and
// whether headings and paragraphs are set in them rather than icons alone.
({ faces: most, texts: mostTexts }) => {
  const fonts = Object.getOwnPropertyDescriptor(Document.prototype, "fonts").get.call(document);
  const plain = (family) => family.replace(/["']/g, "").trim().toLowerCase();
  const used = new Set();
  for (const element of dom.queryAll("p, h1, h2, li").slice(0, mostTexts)) {
    used.add(plain(getComputedStyle(element).fontFamily.split(",")[0]));
  }
  const listed = [];
  fonts.forEach((face) => {
    if (listed.length >= most) return;
    listed.push({ display: face.display, status: face.status, for_text: used.has(plain(face.family)) });
  });
  return listed;
}
