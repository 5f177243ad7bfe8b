// Tells whether letters in a font stand for icons. Only the first font named is theirs: what stands behind it is
// there for single signs, as "Segoe UI Symbol" at the end of many lists of fonts for text.
const isIconFont = (fontFamily) => /icon|icomoon|fontello|symbol|awesome|glyph|dingbat/iu.test(fontFamily.split(",")[0]);
