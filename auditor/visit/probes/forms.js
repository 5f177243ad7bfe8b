// Throws where a form keeps axe from seeing what is in it. axe reads these of each node, and a form
// whose field has such a name answers with the field: axe then breaks, hangs, or does not see what is
// in the form. All names that a form or a document has were tried; of these alone it said something else.
const refuseHiddenForms = () => {
  const READ_BY_AXE = [
    "ariaLabel", "childNodes", "classList", "compareDocumentPosition", "getAttribute", "getBoundingClientRect",
    "getClientRects", "getRootNode", "hasAttributes", "nodeName", "nodeType", "parentElement", "parentNode",
  ];
  for (const form of dom.everyForm()) {
    const name = READ_BY_AXE.find((each) => dom.isShadowed(form, each));
    if (name) throw new Error(`a form has a field named ${name}, which hides the form from axe`);
  }
};
