// Lists the font faces that the page's style sheets or scripts have made, and how text is shown without them.
({ faces: most }) => {
  const fonts = Object.getOwnPropertyDescriptor(Document.prototype, "fonts").get.call(document);
  const listed = [];
  fonts.forEach((face) => {
    if (listed.length < most) listed.push({ display: face.display, status: face.status });
  });
  return listed;
}
