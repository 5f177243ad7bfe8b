// Names an element by a CSS selector: the nearest id and at most six steps. Siblings are counted once a parent.
const selectorOf = (() => {
  const steps = new WeakMap();
  const stepOf = (element) => {
    if (!steps.has(element)) {
      const alike = new Map();
      const parent = dom.parent(element);
      for (const child of parent ? dom.children(parent) : [element]) {
        const name = dom.name(child);
        if (!alike.has(name)) alike.set(name, []);
        alike.get(name).push(child);
      }
      for (const [name, children] of alike) {
        children.forEach((child, index) => {
          steps.set(child, children.length > 1 ? `${CSS.escape(name)}:nth-of-type(${index + 1})` : CSS.escape(name));
        });
      }
    }
    return steps.get(element);
  };
  return (element) => {
    const path = [];
    for (let node = element; node && path.length < 6; node = dom.parent(node)) {
      const id = dom.id(node);
      if (id && id.length < 80) {
        path.unshift(`#${CSS.escape(id)}`);
        break;
      }
      path.unshift(stepOf(node));
    }
    return path.join(" > ");
  };
})();
