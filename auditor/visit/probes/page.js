// Reads what a page says: its head, its visible text in blocks, its links and its forms.
// Values that people typed are never read. Every list and text is bounded.
({ nodes: maxNodes, blocks: maxBlocks, links: maxLinks, fields: maxFields, textChars, dataChars }) => {
  const fold = (text) => text.replace(/\s+/gu, " ").trim();
  const cut = (text, chars = textChars) => (text ?? "").slice(0, chars);

  const ROLES = new Set(["banner", "navigation", "main", "complementary", "contentinfo", "search"]);
  const ELEMENTS = { nav: "navigation", main: "main", aside: "complementary", search: "search", dialog: "overlay" };
  const landmarkOf = (element, inherited, style) => {
    const role = element.getAttribute("role");
    if (ROLES.has(role)) return role;
    if (role === "dialog" || role === "alertdialog" || style.position === "fixed") return "overlay";
    if (ELEMENTS[element.localName]) return ELEMENTS[element.localName];
    if (inherited === "none" && !element.closest("article, section")) {
      if (element.localName === "header") return "banner";
      if (element.localName === "footer") return "contentinfo";
    }
    return inherited;
  };

  const paths = new WeakMap();
  const selectorOf = (element) => {
    if (!element || element.nodeType !== 1) return "";
    if (paths.has(element)) return paths.get(element);
    let path;
    if (element.id && element.id.length < 80) {
      path = `#${CSS.escape(element.id)}`;
    } else {
      const parent = element.parentElement;
      let nth = 1;
      for (let other = element.previousElementSibling; other; other = other.previousElementSibling) {
        if (other.localName === element.localName) nth += 1;
      }
      const step = `${CSS.escape(element.localName)}:nth-of-type(${nth})`;
      path = parent ? `${selectorOf(parent)} > ${step}` : CSS.escape(element.localName);
      const steps = path.split(" > ");
      if (steps.length > 6) path = steps.slice(-6).join(" > ");
    }
    paths.set(element, path);
    return path;
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
        selector: current.selector, link_chars: Math.min(current.linkChars, text.length),
      });
    } else if (text) {
      truncated = true;
    }
    current = null;
  };
  const begin = (block) => {
    if (current && current.owner === block.element) return;
    flush();
    current = {
      owner: block.element, text: "", tag: block.element.localName, landmark: block.landmark,
      lang: block.lang, selector: selectorOf(block.element), linkChars: 0,
    };
  };
  const childrenOf = (element) => {
    if (element.shadowRoot) return element.shadowRoot.childNodes;
    if (element.localName === "slot") {
      const assigned = element.assignedNodes();
      if (assigned.length) return assigned;
    }
    return element.childNodes;
  };
  const root = document.body ?? document.documentElement;
  const stack = [{ node: root, block: null, landmark: "none", lang: document.documentElement.lang, visible: true, inLink: false }];
  while (stack.length) {
    const item = stack.pop();
    const { node } = item;
    if (node === "flush") { flush(); continue; }
    visited += 1;
    if (visited > maxNodes) { truncated = true; break; }
    if (node.nodeType === 3) {
      if (!item.visible || !item.block) continue;
      const text = node.data;
      if (!text.trim()) { if (current && current.owner === item.block.element) current.text += " "; continue; }
      begin(item.block);
      if (current.text.length < textChars * 2) current.text += text;
      if (item.inLink) current.linkChars += fold(text).length;
      continue;
    }
    if (node.nodeType !== 1) continue;
    const name = node.localName;
    if (name === "br") {
      if (current && current.tag === "address") current.text += ", ";
      else flush();
      continue;
    }
    if (name === "a" || name === "area") {
      const href = typeof node.href === "string" ? node.href : node.getAttribute("href");
      if (href && links.length < maxLinks) links.push({ element: node, href, landmark: item.landmark });
    }
    if (["input", "select", "textarea", "button"].includes(name) && controls.length < maxFields) controls.push(node);
    if (SILENT.has(name)) continue;
    const style = getComputedStyle(node);
    if (style.display === "none") { 
      // Links in closed menus lead to pages all the same.
      for (const hidden of node.querySelectorAll("a[href]")) {
        if (links.length >= maxLinks) break;
        links.push({ element: hidden, href: hidden.href, landmark: item.landmark });
      }
      continue;
    }
    const landmark = landmarkOf(node, item.landmark, style);
    const lang = node.getAttribute("lang") ?? item.lang;
    const inline = style.display === "inline" || style.display === "contents" || style.display === "inline-block";
    const visible = style.visibility === "visible" && style.opacity !== "0";
    const block = inline && item.block && node !== root ? item.block : { element: node, landmark, lang };
    const inLink = item.inLink || name === "a";
    if (block.element === node) stack.push({ node: "flush" });
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      stack.push({ node: children[index], block, landmark, lang, visible, inLink });
    }
    if (block.element === node) flush();
  }
  flush();

  const words = (element) => fold(element.getAttribute("aria-label") || element.textContent || element.title || element.querySelector("img")?.alt || "");
  const nameOf = (control) => {
    const labels = [...(control.labels ?? [])].map((label) => fold(label.textContent)).join(" ");
    return cut(labels || fold(control.getAttribute("aria-label") ?? "") || fold(control.title ?? ""), 300);
  };
  const forms = new Map();
  for (const control of controls) {
    const kind = control.localName === "input" ? control.type : control.localName;
    if (["hidden", "submit", "button", "reset", "image"].includes(kind)) continue;
    const owner = control.form ?? null;
    if (!forms.has(owner)) forms.set(owner, []);
    forms.get(owner).push({
      kind, name: nameOf(control), required: control.required === true || control.getAttribute("aria-required") === "true",
      autocomplete: cut(control.getAttribute("autocomplete") ?? "", 100), selector: selectorOf(control),
    });
  }
  const alternates = {};
  for (const link of [...document.querySelectorAll('link[rel~="alternate"][hreflang]')].slice(0, 50)) {
    alternates[cut(link.hreflang, 40)] = cut(link.href, 2000);
  }
  const html = document.documentElement;
  return {
    truncated,
    head: {
      title: cut(fold(document.title), 500),
      lang: cut(html.getAttribute("lang") ?? "", 40),
      direction: cut(html.getAttribute("dir") ?? "", 10),
      viewport: cut(document.querySelector('meta[name="viewport" i]')?.content ?? null, 500) || (document.querySelector('meta[name="viewport" i]') ? "" : null),
      canonical: cut(document.querySelector('link[rel~="canonical"]')?.href ?? "", 2000) || null,
      alternates,
      structured_data: [...document.querySelectorAll('script[type="application/ld+json"]')].slice(0, 20).map((script) => cut(script.textContent, dataChars)),
    },
    text: blocks,
    links: links.map(({ element, href, landmark }) => ({
      href: cut(href, 2000), text: cut(words(element), 300), landmark, selector: selectorOf(element),
      rel: cut(element.rel ?? "", 100), hreflang: cut(element.hreflang ?? "", 40),
    })),
    forms: [...forms].map(([form, fields]) => ({
      action: cut(form?.action && typeof form.action === "string" ? form.action : "", 2000),
      method: (form?.getAttribute("method") ?? "get").toLowerCase().slice(0, 10), fields, selector: selectorOf(form) || "body",
    })),
  };
}
