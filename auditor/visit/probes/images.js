// Lists the pictures with a box on the page: what their files hold and how large they are drawn. The list is bounded.
({ images: maxImages, textChars, srcChars }) => {
  // "a.jpg 480w, b.jpg 2x": with a choice of files, naturalWidth is in CSS pixels and not in those of the file.
  const choicesOf = (element) => {
    const parent = dom.parent(element);
    const inPicture = parent && dom.name(parent) === "picture" ? dom.within(parent, "source[srcset]") : [];
    return [...inPicture, element].map((each) => dom.attribute(each, "srcset") ?? "").join(", ").slice(0, 20_000);
  };
  const isChosen = (address, element) => {
    try {
      return new URL(address, element.baseURI).href === element.currentSrc;
    } catch {
      return false;
    }
  };
  const fileWidthOf = (element, choices) => {
    for (const [, address, amount, unit] of choices.matchAll(/([^\s,]\S*)\s+([\d.]+)([wx])(?=\s*(?:,|$))/gu)) {
      if (isChosen(address, element)) return unit === "w" ? Number(amount) : element.naturalWidth * Number(amount);
    }
    return element.naturalWidth;
  };
  const drawn = (element) => {
    const { width, height, naturalWidth, naturalHeight } = element;
    const [least, most] = [width / naturalWidth, height / naturalHeight].sort((one, other) => one - other);
    const scale = { contain: least, cover: most, none: 1, "scale-down": Math.min(1, least) }[getComputedStyle(element).objectFit];
    return scale && naturalWidth && naturalHeight ? [naturalWidth * scale, naturalHeight * scale] : [width, height];
  };
  const image = (element) => {
    const choices = choicesOf(element);
    const fileWidth = fileWidthOf(element, choices);
    const [drawnWidth, drawnHeight] = drawn(element);
    return {
      selector: selectorOf(element),
      snippet: spot.snippetOf(element, textChars),
      src: (element.currentSrc || element.src).slice(0, srcChars),
      file_width_px: fileWidth,
      file_height_px: element.naturalWidth ? (fileWidth * element.naturalHeight) / element.naturalWidth : 0,
      drawn_width_px: drawnWidth,
      drawn_height_px: drawnHeight,
      top_px: dom.box(element).top + scrollY,
      is_lazy: element.loading === "lazy",
      has_choice: choices.length > 2,
    };
  };
  const hasBox = (element) => dom.boxes(element).length > 0 && element.width > 1 && element.height > 1;
  const isFile = (element) => /^https?:/u.test(element.currentSrc || element.src);
  const images = dom.queryAll("img").slice(0, 5 * maxImages).filter((element) => isFile(element) && hasBox(element));
  return { pixel_ratio: devicePixelRatio, images: images.slice(0, maxImages).map(image) };
}
