// Reads what links, controls, headings, images and frames are called, and by what. Names and roles
// are axe's, so that no two rules speak of different names, and are read while axe runs: its tree
// of the page, and what it has worked out by then, would cost 10 ms a page to make again.
const namesIn = (tree, limits) => {
  const { nodes: maxNodes, elements: maxElements, fields: maxFields, frames: maxFrames, textChars, snippetChars } = limits;
  const { aria, dom: seen, table, text } = axe.commons;
  const fold = (words) => String(words ?? "").replace(/\s+/gu, " ").trim();
  const cut = (words, chars = textChars) => fold(words).slice(0, chars);
  const SMALL = 3; // children, up to which a snippet shows what is inside

  const snippetOf = (element) => {
    const small = dom.children(element).length <= SMALL;
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

  const MOST_PARTS = 2_000; // nodes that are read of one element's text

  // What is written in an element, alternative texts of images included, one part left out, or all links.
  const UNSAID = new Set(["script", "style", "noscript", "template"]);
  const wordsIn = (element, without = null, outsideLinks = false) => {
    const found = [];
    let chars = 0;
    let count = 0;
    const stack = [element];
    while (stack.length && chars < textChars && count < MOST_PARTS) {
      const node = stack.pop();
      count += 1;
      if (node === without || (outsideLinks && dom.type(node) === Node.ELEMENT_NODE && dom.name(node) === "a")) continue;
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
  const SENTENCES = new Set([
    "p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "blockquote",
  ]);
  const contextOf = (element) => {
    const parts = [];
    let block = aboveOf(element);
    while (block && block !== dom.body && isInline(block)) block = aboveOf(block);
    // Other links in a box are no sentence with this one; in a paragraph or cell they are.
    if (block && block !== dom.body) parts.push(wordsIn(block, element, !SENTENCES.has(dom.name(block))));
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
    for (const node of text.visibleTextNodes(virtual).slice(0, MOST_PARTS)) {
      if (dom.closest(dom.parent(node.actualNode) ?? virtual.actualNode, "select, textarea")) continue;
      const parent = dom.parent(node.actualNode);
      // A font that did not arrive draws no icon, but is meant to.
      const isIcon = () => (parent && isIconFont(window.getComputedStyle(parent).fontFamily)) || text.isIconLigature(node);
      if (/^\s*[a-z_]+\s*$/u.test(node.actualNode.data) && isIcon()) continue;
      const apart = parent && parent !== virtual.actualNode && !isInline(parent);
      parts.push(apart ? ` ${node.actualNode.data} ` : node.actualNode.data);
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
    const own = dom.attribute(element, "href") ?? dom.attribute(element, "xlink:href");
    const scripted = own === null ? BY_SCRIPT.exec(dom.attribute(element, "onclick") ?? "")?.[2] : own;
    if (scripted === undefined || scripted === null) return "";
    try {
      return new URL(scripted.trim(), document.baseURI).href.slice(0, 2000);
    } catch {
      return "";
    }
  };

  // The elements of the page, as it is composed, in its order. axe's own search for them costs 10 ms.
  const everything = [];
  const stack = [tree];
  while (stack.length && everything.length < maxNodes) {
    const virtual = stack.pop();
    if (virtual.props.nodeType !== Node.ELEMENT_NODE) continue;
    everything.push(virtual);
    for (let index = virtual.children.length - 1; index >= 0; index -= 1) stack.push(virtual.children[index]);
  }
  const all = (names, role = null) => everything.filter((virtual) => (
    names.has(virtual.props.nodeName) || (role !== null && virtual.attr("role") === role)
  ));

  const wordCount = (name) => name.split(" ").length;
  const HEADINGS = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);
  const SHORT = 4; // words, up to which a link's name may hang on what is around it

  const links = () => {
    const kept = [];
    let heading = "";
    for (const virtual of everything) {
      const { nodeName } = virtual.props;
      if (nodeName !== "a" && nodeName !== "area" && !HEADINGS.has(nodeName) && !virtual.hasAttr("role")) continue;
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

  const relabelled = () => everything
    .filter((virtual) => virtual.hasAttr("aria-label") || virtual.hasAttr("aria-labelledby"))
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

  const images = () => all(new Set(["img", "area", "svg"]), "img")
    .filter((virtual) => seen.isVisibleToScreenReaders(virtual) && !["none", "presentation"].includes(aria.getRole(virtual)))
    .slice(0, maxElements)
    .map((virtual) => {
      const element = virtual.actualNode;
      const name = cut(text.accessibleTextVirtual(virtual));
      if (!name) return null;
      const { width, height } = dom.box(element);
      return {
        name, source: sourceOf(virtual, name), src: cut(dom.attribute(element, "src") ?? "", 300),
        width_px: Math.round(width), height_px: Math.round(height), ...placeOf(element),
      };
    })
    .filter(Boolean);

  const headings = () => all(HEADINGS, "heading")
    .filter((virtual) => aria.getRole(virtual) === "heading" && seen.isVisibleToScreenReaders(virtual))
    .slice(0, maxElements)
    .map((virtual) => ({ name: cut(text.accessibleTextVirtual(virtual)), ...placeOf(virtual.actualNode) }));

  // Fields with the labels that are seen, and what is seen between one field and the next.
  const NO_FIELDS = new Set(["hidden", "submit", "button", "reset", "image"]);
  const ROLES = new Set(["textbox", "searchbox", "combobox", "listbox", "spinbutton", "checkbox", "radio", "switch", "slider"]);
  const isField = (virtual) => {
    const { nodeName, type } = virtual.props;
    if (nodeName === "input") return !NO_FIELDS.has(type);
    return nodeName === "select" || nodeName === "textarea" || ROLES.has(virtual.attr("role"));
  };
  const referredTo = (element, name) => {
    const root = dom.documentOf(element);
    const ids = fold(dom.attribute(element, name)).split(" ").filter(Boolean).slice(0, 5);
    return ids.map((id) => root.getElementById?.(id)).filter(Boolean);
  };
  const shownOf = (element) => {
    const virtual = axe.utils.getNodeFromTree(element);
    return virtual && seen.isVisibleOnScreen(virtual) ? shownIn(virtual) : "";
  };
  const labelsOf = (element) => {
    if (fold(dom.attribute(element, "aria-labelledby"))) return referredTo(element, "aria-labelledby");
    return dom.attribute(element, "aria-label") ? [] : [...(element.labels ?? [])].slice(0, 5);
  };
  const groupOf = (element) => {
    const names = [];
    for (let node = aboveOf(element); node; node = aboveOf(node)) {
      const role = dom.attribute(node, "role");
      if (dom.name(node) !== "fieldset" && role !== "group" && role !== "radiogroup") continue;
      const virtual = axe.utils.getNodeFromTree(node);
      if (virtual) names.unshift(text.accessibleTextVirtual(virtual));
    }
    return cut(names.filter(Boolean).join(" "));
  };
  // What style sheets draw beside the words of a field's labels, as stars are: text, or "[image]" for a picture.
  const MARKED_PARTS = 6;
  const drawnBeside = (element, labels) => {
    const around = [aboveOf(element), ...labels.flatMap((label) => [label, ...dom.within(label, "*").slice(0, MARKED_PARTS)])];
    const drawn = [];
    for (const part of around.filter(Boolean)) {
      for (const pseudo of ["::before", "::after"]) {
        const { content, backgroundImage, maskImage } = window.getComputedStyle(part, pseudo);
        if (content === "none" || content === "normal") continue;
        drawn.push(backgroundImage !== "none" || maskImage !== "none" || content.includes("url(") ? "[image]" : content.replace(/^"|"$/gu, ""));
      }
      if (labels.includes(part) && dom.within(part, "img, svg, i").length) drawn.push("[image]");
    }
    return cut(drawn.join(" "), 100);
  };
  const coloursOf = (labels) => {
    const label = labels.find((each) => shownOf(each));
    if (!label) return { label_colour: "", label_weight: 0 };
    const { color, fontWeight } = window.getComputedStyle(label);
    return { label_colour: color.slice(0, 100), label_weight: Number(fontWeight) };
  };
  const fieldSource = (virtual, labels) => {
    const { actualNode } = virtual;
    if (fold(dom.attribute(actualNode, "aria-labelledby"))) return "aria-labelledby";
    if (fold(dom.attribute(actualNode, "aria-label"))) return "aria-label";
    if (labels.length) return "label";
    return ["title", "placeholder"].find((name) => fold(dom.attribute(actualNode, name))) ?? "";
  };
  const fields = () => {
    const found = everything
      .filter((virtual) => isField(virtual) && seen.isVisibleToScreenReaders(virtual)).slice(0, maxFields);
    if (!found.length) return [];
    const labels = new Map(found.map((virtual) => [virtual, labelsOf(virtual.actualNode)]));
    const since = seenBetween(new Set(found), new Set([...labels.values()].flat()));
    return found.map((virtual) => {
      const element = virtual.actualNode;
      const shown = labels.get(virtual).map(shownOf).filter(Boolean);
      const messages = ["aria-describedby", "aria-errormessage"].flatMap((name) => referredTo(element, name)).map(shownOf).filter(Boolean);
      return {
        role: cut(aria.getRole(virtual) ?? "", 40),
        kind: virtual.props.nodeName === "input" ? virtual.props.type : virtual.props.nodeName,
        name: cut(text.accessibleTextVirtual(virtual)),
        source: fieldSource(virtual, labels.get(virtual)),
        labels: shown,
        placeholder: cut(dom.attribute(element, "placeholder") ?? ""),
        autocomplete: cut(dom.attribute(element, "autocomplete") ?? "", 100),
        set: virtual.props.type === "radio" ? cut(dom.attribute(element, "name") ?? "", 200) : "",
        group: groupOf(element),
        form: element.form ? selectorOf(element.form) : "",
        since: since.get(virtual),
        required: element.required === true || dom.attribute(element, "aria-required") === "true",
        drawn: drawnBeside(element, labels.get(virtual)),
        ...coloursOf(labels.get(virtual)),
        invalid: ["true", "grammar", "spelling"].includes(fold(dom.attribute(element, "aria-invalid")).toLowerCase()),
        described: cut(messages.join(" ")),
        messages: messages.map((message) => cut(message)),
        ...placeOf(element),
      };
    });
  };
  // What is seen between the field before and this one, without labels; pictures by a word. Before the
  // first one, the last few words.
  const seenBetween = (found, labels) => {
    const between = new Map();
    let words = [];
    let recent = []; // text before the first field, whose visibility is asked for only once it matters
    const walk = [{ virtual: tree, inLabel: false }];
    while (walk.length && between.size < found.size) {
      const { virtual, inLabel } = walk.pop();
      const { nodeType, nodeName } = virtual.props;
      if (nodeType === Node.TEXT_NODE) {
        const data = fold(virtual.actualNode.data);
        if (!data || inLabel) continue;
        if (!between.size) recent = [...recent.slice(-4), { data, parent: virtual.parent }];
        else if (words.length < 10 && virtual.parent && seen.isVisibleOnScreen(virtual.parent)) words.push(data);
        continue;
      }
      if (found.has(virtual)) {
        if (!between.size) words = recent.filter(({ parent }) => parent && seen.isVisibleOnScreen(parent)).map(({ data }) => data);
        between.set(virtual, cut(words.join(" "), 200));
        words = [];
      }
      if (nodeName === "select" || nodeName === "textarea") continue;
      if (between.size && words.length < 10 && ["img", "svg", "canvas"].includes(nodeName) && seen.isVisibleOnScreen(virtual)) words.push("[image]");
      const label = inLabel || labels.has(virtual.actualNode);
      for (let index = virtual.children.length - 1; index >= 0; index -= 1) {
        walk.push({ virtual: virtual.children[index], inLabel: label });
      }
    }
    for (const virtual of found) if (!between.has(virtual)) between.set(virtual, "");
    return between;
  };

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
    for (const virtual of all(new Set(["iframe", "frame"])).slice(0, maxFrames)) {
      if (!seen.isVisibleToScreenReaders(virtual)) continue;
      add(virtual.actualNode, cut(text.accessibleTextVirtual(virtual)), placeOf(virtual.actualNode));
    }
    return found;
  };

  return {
    links: links(), relabelled: relabelled(), images: images(), headings: headings(), frames: frames(), fields: fields(),
  };
};
