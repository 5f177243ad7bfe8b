// Reads what links, controls, headings, images and frames are called, and by what. Names and roles
// are axe's, which must be in the same world, so that no two rules speak of different names.
({ nodes: maxNodes, elements: maxElements, frames: maxFrames, textChars, snippetChars }) => {
  const { aria, dom: seen, table, text } = axe.commons;
  const fold = (words) => String(words ?? "").replace(/\s+/gu, " ").trim();
  const cut = (words, chars = textChars) => fold(words).slice(0, chars);
  const SMALL = 8; // elements, up to which a snippet shows what is inside

  const snippetOf = (element) => {
    const small = dom.within(element, "*").length <= SMALL;
    return dom.html(small ? element : Node.prototype.cloneNode.call(element, false)).slice(0, snippetChars);
  };
  const placeOf = (element) => ({
    selector: selectorOf(element), snippet: snippetOf(element), landmark: landmarkOf(element),
    lang: cut(langOf(element), 40),
  });
  const langOf = (element) => {
    const holder = dom.closest(element, "[lang]");
    return holder ? dom.attribute(holder, "lang") : "";
  };
  const aboveOf = (element) => dom.parent(element) ?? dom.documentOf(element).host ?? null;

  // What is written in an element, alternative texts of images included, one part left out.
  const UNSAID = new Set(["script", "style", "noscript", "template"]);
  const wordsIn = (element, without = null) => {
    const found = [];
    let chars = 0;
    let count = 0;
    const stack = [element];
    while (stack.length && chars < textChars && count < maxNodes) {
      const node = stack.pop();
      count += 1;
      if (node === without) continue;
      const type = dom.type(node);
      if (type === Node.TEXT_NODE) {
        found.push(node.data);
        chars += node.data.trim().length;
      } else if (type === Node.ELEMENT_NODE && !UNSAID.has(dom.name(node))) {
        if (dom.name(node) === "img") found.push(` ${dom.attribute(node, "alt") ?? ""} `);
        const block = !isInline(node);
        if (block) found.push(" ");
        const children = dom.childNodes(node);
        for (let index = children.length - 1; index >= 0; index -= 1) stack.push(children[index]);
      }
    }
    return fold(found.join(""));
  };
  const inlines = new WeakMap();
  const isInline = (element) => {
    if (!inlines.has(element)) {
      const { display } = window.getComputedStyle(element);
      inlines.set(element, display.startsWith("inline") || display === "contents" || display.startsWith("ruby"));
    }
    return inlines.get(element);
  };

  // What WCAG calls the programmatically determined context of a link, without the link's own words:
  // its paragraph, its list items, its cell with the cell's headers, and what it names as its description.
  const contextOf = (element) => {
    const parts = [];
    let block = aboveOf(element);
    while (block && block !== dom.body && isInline(block)) block = aboveOf(block);
    if (block && block !== dom.body) parts.push(wordsIn(block, element));
    let inner = element;
    for (let node = aboveOf(element); node; node = aboveOf(node)) {
      const name = dom.name(node);
      const item = name === "li" || dom.attribute(node, "role") === "listitem";
      if (item && node !== block) parts.push(wordsIn(node, inner));
      if (item) inner = listOf(node) ?? node;
      if (name === "dd") parts.push(termOf(node));
      if (name === "td" || name === "th") {
        if (node !== block) parts.push(wordsIn(node, element));
        for (const header of headersOf(node)) parts.push(wordsIn(header, element));
        break;
      }
    }
    for (const id of (dom.attribute(element, "aria-describedby") ?? "").split(/\s+/u).filter(Boolean).slice(0, 5)) {
      const described = dom.query(`#${CSS.escape(id)}`);
      if (described) parts.push(wordsIn(described));
    }
    parts.push(dom.attribute(element, "title") ?? "");
    return cut(parts.filter(Boolean).join(" "));
  };
  const listOf = (item) => {
    const parent = dom.parent(item);
    return parent && ["ul", "ol", "menu"].includes(dom.name(parent)) ? parent : null;
  };
  const termOf = (definition) => {
    let term = definition.previousElementSibling;
    while (term && dom.name(term) !== "dt") term = term.previousElementSibling;
    return term ? wordsIn(term) : "";
  };
  const headersOf = (cell) => {
    try {
      return table.getHeaders(cell).slice(0, 5);
    } catch {
      return []; // a table that axe cannot lay out
    }
  };

  // What is seen of an element's own text: no hidden text, and no names that an icon font draws as pictures.
  const shownIn = (virtual) => {
    const parts = [];
    for (const node of text.visibleTextNodes(virtual).slice(0, maxNodes)) {
      if (/^\s*[a-z_]+\s*$/u.test(node.actualNode.data) && text.isIconLigature(node)) continue;
      const parent = dom.parent(node.actualNode);
      parts.push(parent && parent !== virtual.actualNode && !isInline(parent) ? ` ${node.actualNode.data} ` : node.actualNode.data);
    }
    return cut(parts.join(""));
  };

  const sourceOf = (virtual, name) => {
    if (!name) return "";
    if (text.sanitize(aria.arialabelledbyText(virtual))) return "aria-labelledby";
    if (text.sanitize(aria.arialabelText(virtual))) return "aria-label";
    const { nodeName } = virtual.props;
    if (nodeName === "img" || nodeName === "area") return virtual.attr("alt") ? "alt" : "title";
    if (text.sanitize(virtual.attr("title")) === name && !shownIn(virtual)) return "title";
    return "content";
  };

  // A link that is none in HTML leads where its script says, if that says it in the plainest way.
  const BY_SCRIPT = /^\s*(?:window\.|document\.|self\.|top\.)?location(?:\.href)?\s*=\s*(['"])([^'"]+)\1\s*;?\s*$/u;
  const addressOf = (element) => {
    const own = element instanceof SVGElement ? dom.attribute(element, "href") ?? dom.attribute(element, "xlink:href") : dom.attribute(element, "href");
    const scripted = own === null ? BY_SCRIPT.exec(dom.attribute(element, "onclick") ?? "")?.[2] : own;
    if (scripted === undefined || scripted === null) return "";
    try {
      return new URL(scripted.trim(), document.baseURI).href.slice(0, 2000);
    } catch {
      return "";
    }
  };

  const wordCount = (name) => name.split(" ").length;
  const SHORT = 4; // words, up to which a link's name may hang on what is around it

  const links = () => {
    const found = all('a, area, [role="link"], h1, h2, h3, h4, h5, h6, [role="heading"]');
    const kept = [];
    let heading = "";
    for (const virtual of found) {
      const element = virtual.actualNode;
      const role = aria.getRole(virtual);
      if (role === "heading") heading = cut(wordsIn(element), 200);
      if (role !== "link" || kept.length >= maxElements || !seen.isVisibleToScreenReaders(virtual)) continue;
      kept.push({ virtual, element, heading, name: cut(text.accessibleTextVirtual(virtual)) });
    }
    const times = new Map();
    for (const { name } of kept) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1);
    return kept.map(({ virtual, element, name, heading: before }) => {
      const asked = name !== "" && (wordCount(name) <= SHORT || times.get(name.toLowerCase()) > 1);
      return {
        name, href: addressOf(element), heading: before, context: asked ? contextOf(element) : "",
        opens: ["aria-expanded", "aria-haspopup", "aria-controls"].some((state) => virtual.hasAttr(state)),
        ...placeOf(element),
      };
    });
  };

  const relabelled = () => all("[aria-label], [aria-labelledby]")
    .filter((virtual) => seen.isVisibleToScreenReaders(virtual) && WIDGETS.has(aria.getRole(virtual)))
    .slice(0, maxElements)
    .map((virtual) => ({
      role: aria.getRole(virtual), name: cut(text.accessibleTextVirtual(virtual)), shown: shownIn(virtual),
      ...placeOf(virtual.actualNode),
    }))
    .filter(({ shown }) => shown);
  // Roles that are worked with and may be named by what they hold: WAI-ARIA 1.2, 5.2.8.4.
  const WIDGETS = new Set([
    "button", "checkbox", "gridcell", "link", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "radio",
    "switch", "tab", "treeitem",
  ]);

  const images = () => all('img, area, input[type="image"], [role="img"], svg')
    .filter((virtual) => seen.isVisibleToScreenReaders(virtual) && !["none", "presentation"].includes(aria.getRole(virtual)))
    .slice(0, maxElements)
    .map((virtual) => {
      const element = virtual.actualNode;
      const name = cut(text.accessibleTextVirtual(virtual));
      return name && {
        name, source: sourceOf(virtual, name), src: cut(dom.attribute(element, "src") ?? "", 300), ...placeOf(element),
      };
    })
    .filter(Boolean);

  const headings = () => all('h1, h2, h3, h4, h5, h6, [role="heading"]')
    .filter((virtual) => aria.getRole(virtual) === "heading" && seen.isVisibleToScreenReaders(virtual))
    .slice(0, maxElements)
    .map((virtual) => ({ name: cut(text.accessibleTextVirtual(virtual)), ...placeOf(virtual.actualNode) }));

  // What frames show can be read where they are of the page's own origin; a frame in a frame is named
  // by what it says of itself.
  const frames = () => {
    const found = [];
    const add = (element, name, place) => {
      if (found.length >= maxFrames) return;
      let inner = null;
      try {
        inner = element.contentDocument;
      } catch {
        inner = null;
      }
      const shown = inner?.body ? wordsIn(inner.body) : null;
      found.push({ name, href: cut(element.src, 2000), title: inner ? cut(inner.title, 300) : null, shown, ...place });
      for (const nested of inner ? [...inner.querySelectorAll("iframe")].slice(0, maxFrames) : []) {
        const label = fold(nested.getAttribute("aria-label")) || fold(nested.title);
        const hidden = nested.closest("[aria-hidden=true], [hidden]") || nested.getClientRects().length === 0;
        if (!hidden) add(nested, cut(label), place);
      }
    };
    for (const virtual of all("iframe, frame").slice(0, maxFrames)) {
      if (!seen.isVisibleToScreenReaders(virtual)) continue;
      add(virtual.actualNode, cut(text.accessibleTextVirtual(virtual)), placeOf(virtual.actualNode));
    }
    return found;
  };

  refuseHiddenForms();
  const tree = axe.setup(dom.root);
  const all = (selector) => axe.utils.querySelectorAllFilter(tree, selector);
  try {
    return { links: links(), relabelled: relabelled(), images: images(), headings: headings(), frames: frames() };
  } finally {
    axe.teardown();
  }
}
