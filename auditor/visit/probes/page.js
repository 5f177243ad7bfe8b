// Reads what a page says: its head, its visible text in blocks, its links and its forms.
// Values that people typed are never read. Every list and text is bounded.
({ nodes: maxNodes, blocks: maxBlocks, links: maxLinks, fields: maxFields, textChars, dataChars }) => {
  if (!dom.root) { // so slow a page that not even its first element is there
    const head = { title: "", lang: "", direction: "", viewport: null, canonical: null, alternates: {} };
    return { truncated: false, head: { ...head, structured_data: [] }, text: [], links: [], forms: [] };
  }
  const fold = (text) => text.replace(/\s+/gu, " ").trim();
  const cut = (text, chars = textChars) => (text ?? "").slice(0, chars);

  const ROLES = new Set(["banner", "navigation", "main", "complementary", "contentinfo", "search"]);
  const ELEMENTS = { nav: "navigation", main: "main", aside: "complementary", search: "search", dialog: "overlay" };
  const landmarkOf = (element, inherited, style) => {
    const role = dom.attribute(element, "role");
    if (ROLES.has(role)) return role;
    if (role === "dialog" || role === "alertdialog" || style.position === "fixed") return "overlay";
    const name = dom.name(element);
    if (ELEMENTS[name]) return ELEMENTS[name];
    if (inherited === "none" && !dom.closest(element, "article, section")) {
      if (name === "header") return "banner";
      if (name === "footer") return "contentinfo";
    }
    return inherited;
  };

  // One walk over the composed tree (open shadow roots included), without recursion:
  // a hostile page nests deeper than any stack.
  const SILENT = new Set(["script", "style", "noscript", "template", "svg", "textarea", "select", "iframe", "object", "video", "audio", "canvas", "math"]);
  const blocks = [];
  const links = [];
  const controls = [];
  const open = [];
  let current = null;
  let visited = 0;
  let truncated = false;
  const flush = () => {
    if (!current) return;
    const text = fold(current.text);
    if (text && blocks.length < maxBlocks) {
      blocks.push({
        text: cut(text), tag: current.tag, landmark: current.landmark, lang: current.lang,
        selector: current.selector, link_chars: Math.min(current.linkChars, text.length), ...current.looks,
      });
    } else if (text) {
      truncated = true;
    }
    current = null;
  };
  // How a block is set, where it is not as usual.
  const looksOf = ({ textAlign, textTransform }) => ({
    ...(textAlign === "justify" && { align: "justify" }),
    ...(/^(-webkit-)?center$/u.test(textAlign) && { align: "center" }),
    ...(textTransform === "uppercase" && { in_capitals: true }),
  });
  const begin = (block) => {
    if (current && current.owner === block.element) return;
    flush();
    current = {
      owner: block.element, text: "", tag: dom.name(block.element), landmark: block.landmark,
      lang: block.lang, selector: selectorOf(block.element), linkChars: 0, looks: looksOf(block.style),
    };
  };
  const childrenOf = (element) => {
    const shadow = dom.shadow(element);
    if (shadow) return dom.childNodes(shadow);
    if (dom.name(element) === "slot") {
      const assigned = element.assignedNodes();
      if (assigned.length) return assigned;
    }
    return dom.childNodes(element);
  };
  const root = dom.body;
  const stack = [{ node: root, block: null, landmark: "none", lang: dom.attribute(dom.root, "lang") ?? "", visible: true, inLink: false }];
  while (stack.length) {
    const item = stack.pop();
    const { node } = item;
    if (node === "flush") { flush(); continue; }
    visited += 1;
    if (visited > maxNodes) { truncated = true; break; }
    const type = dom.type(node);
    if (type === 3) {
      if (!item.visible || !item.block) continue;
      const text = node.data;
      if (!text.trim()) { if (current && current.owner === item.block.element) current.text += " "; continue; }
      begin(item.block);
      if (current.text.length < textChars * 2) current.text += text;
      if (item.inLink) current.linkChars += fold(text).length;
      continue;
    }
    if (type !== 1) continue;
    const name = dom.name(node);
    if (name === "br") {
      if (current && current.tag === "address") current.text += ", ";
      else flush();
      continue;
    }
    if (name === "a" || name === "area") {
      const href = typeof node.href === "string" ? node.href : dom.attribute(node, "href");
      if (href && links.length < maxLinks) links.push({ element: node, href, landmark: item.landmark });
    }
    if (["input", "select", "textarea", "button"].includes(name) && controls.length < maxFields) controls.push(node);
    if (SILENT.has(name)) continue;
    const style = getComputedStyle(node);
    if (style.display === "none") {
      // Links in closed menus lead to pages all the same.
      for (const hidden of dom.within(node, "a[href]")) {
        if (links.length >= maxLinks) break;
        links.push({ element: hidden, href: hidden.href, landmark: item.landmark });
      }
      continue;
    }
    const landmark = landmarkOf(node, item.landmark, style);
    const lang = dom.attribute(node, "lang") ?? item.lang;
    const inline = style.display === "inline" || style.display === "contents" || style.display === "inline-block";
    const visible = style.visibility === "visible" && style.opacity !== "0";
    const block = inline && item.block && node !== root ? item.block : { element: node, landmark, lang, style };
    const inLink = item.inLink || name === "a";
    if (block.element === node) stack.push({ node: "flush" });
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      stack.push({ node: children[index], block, landmark, lang, visible, inLink });
    }
    if (block.element === node) flush();
  }
  flush();

  const words = (element) => fold(dom.attribute(element, "aria-label") || dom.text(element) || element.title || dom.within(element, "img")[0]?.alt || "");
  const nameOf = (control) => {
    const labels = [...(control.labels ?? [])].map((label) => fold(label.textContent)).join(" ");
    return cut(labels || fold(dom.attribute(control, "aria-label") ?? "") || fold(control.title ?? ""), 300);
  };
  const forms = new Map();
  for (const control of controls) {
    const kind = dom.name(control) === "input" ? control.type : dom.name(control);
    if (["hidden", "submit", "button", "reset", "image"].includes(kind)) continue;
    const owner = control.form ?? null;
    if (!forms.has(owner)) forms.set(owner, []);
    forms.get(owner).push({
      kind,
      group: kind === "radio" ? cut(dom.attribute(control, "name"), 200) : "",
      name: nameOf(control),
      required: control.required === true || dom.attribute(control, "aria-required") === "true",
      autocomplete: cut(dom.attribute(control, "autocomplete") ?? "", 100),
      selector: selectorOf(control),
    });
  }
  const alternates = {};
  for (const link of dom.queryAll('link[rel~="alternate"][hreflang]').slice(0, 50)) {
    alternates[cut(link.hreflang, 40)] = cut(link.href, 2000);
  }
  const viewport = dom.query('meta[name="viewport" i]');
  return {
    truncated,
    head: {
      title: cut(fold(dom.title), 500),
      lang: cut(dom.attribute(dom.root, "lang") ?? "", 40),
      direction: cut(dom.attribute(dom.root, "dir") ?? "", 10),
      viewport: viewport ? cut(viewport.content, 500) : null,
      canonical: cut(dom.query('link[rel~="canonical"]')?.href ?? "", 2000) || null,
      alternates,
      structured_data: dom.queryAll('script[type="application/ld+json"]').slice(0, 20).map((script) => cut(script.textContent, dataChars)),
    },
    text: blocks,
    links: links.map(({ element, href, landmark }) => ({
      href: cut(href, 2000), text: cut(words(element), 300), landmark, selector: selectorOf(element),
      rel: cut(element.rel ?? "", 100), hreflang: cut(element.hreflang ?? "", 40),
      lang: cut(dom.attribute(element, "lang") ?? "", 40),
    })),
    forms: [...forms].map(([form, fields]) => ({
      action: cut(form ? dom.action(form) : "", 2000),
      method: ((form && dom.attribute(form, "method")) ?? "get").toLowerCase().slice(0, 10),
      fields,
      selector: form ? selectorOf(form) : "body",
    })),
  };
}
