// Reads the DOM past what a page can hide it with: a form's field named "children" or "id"
// shadows the form's own property, and an image named "body" the document's, in every world.
// The prototypes of this world are out of the page's reach.
const dom = (() => {
  const reader = (prototype, name) => {
    const { get } = Object.getOwnPropertyDescriptor(prototype, name);
    return (node) => get.call(node);
  };
  const shadow = reader(Element.prototype, "shadowRoot");
  const descriptor = (prototype, name) =>
    prototype && (Object.getOwnPropertyDescriptor(prototype, name) ?? descriptor(Object.getPrototypeOf(prototype), name));
  const method = (prototype, name) => (node, ...given) => prototype[name].apply(node, given);
  return {
    body: reader(Document.prototype, "body")(document) ?? reader(Document.prototype, "documentElement")(document),
    root: reader(Document.prototype, "documentElement")(document),
    title: reader(Document.prototype, "title")(document),
    scroller: reader(Document.prototype, "scrollingElement")(document),
    query: (selector) => Document.prototype.querySelector.call(document, selector),
    queryAll: (selector) => [...Document.prototype.querySelectorAll.call(document, selector)],
    textNodes: (node) => Document.prototype.createTreeWalker.call(document, node, NodeFilter.SHOW_TEXT),
    type: reader(Node.prototype, "nodeType"),
    name: reader(Element.prototype, "localName"),
    id: reader(Element.prototype, "id"),
    classes: reader(Element.prototype, "classList"),
    html: reader(Element.prototype, "outerHTML"),
    text: reader(Node.prototype, "textContent"),
    parent: reader(Node.prototype, "parentElement"),
    children: reader(Element.prototype, "children"),
    childNodes: reader(Node.prototype, "childNodes"),
    firstChild: reader(Node.prototype, "firstChild"),
    next: reader(Node.prototype, "nextSibling"),
    shadow,
    documentOf: (node) => Node.prototype.getRootNode.call(node),
    childElements: reader(DocumentFragment.prototype, "children"),
    clientWidth: reader(Element.prototype, "clientWidth"),
    clientHeight: reader(Element.prototype, "clientHeight"),
    scrollWidth: reader(Element.prototype, "scrollWidth"),
    scrollHeight: reader(Element.prototype, "scrollHeight"),
    attribute: method(Element.prototype, "getAttribute"),
    closest: method(Element.prototype, "closest"),
    box: method(Element.prototype, "getBoundingClientRect"),
    boxes: method(Element.prototype, "getClientRects"),
    within: (node, selector) => [...Element.prototype.querySelectorAll.call(node, selector)],
    action: reader(HTMLFormElement.prototype, "action"),
    // The forms of the document and of all shadow roots in it.
    everyForm: () => {
      const forms = [];
      const roots = [document];
      for (const root of roots) { // grows meanwhile
        const prototype = root === document ? Document.prototype : DocumentFragment.prototype;
        for (const element of prototype.querySelectorAll.call(root, "*")) {
          if (element instanceof HTMLFormElement) forms.push(element);
          const inner = shadow(element);
          if (inner) roots.push(inner);
        }
      }
      return forms;
    },
    // Whether a field of a form stands in the way of what the form itself has under a name.
    isShadowed: (form, name) => {
      const { get, value } = descriptor(HTMLFormElement.prototype, name);
      return form[name] !== (get ? get.call(form) : value);
    },
  };
})();
