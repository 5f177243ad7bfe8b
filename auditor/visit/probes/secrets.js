// Looks at fields for passwords and one-time codes: whether a paste into them is stopped. An empty paste is
// announced to each, and nothing is put in. The list is bounded.
({ fields: maxFields, textChars }) => {
  if (!dom.root) return [];
  const SECRETS = 'input[type="password" i], input[autocomplete~="one-time-code" i]';
  const cut = (text) => (text ?? "").slice(0, textChars);
  const isShown = (element) => dom.boxes(element).length > 0;
  const tagOf = (element) => cut(`${dom.html(element).split(">")[0]}>`.replace(/\bvalue="[^"]*"/u, 'value=""'));
  const stops = (field) => {
    const paste = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: new DataTransfer() });
    EventTarget.prototype.dispatchEvent.call(field, paste);
    return paste.defaultPrevented;
  };
  const attributeOf = (field) => {
    for (let node = field; node; node = dom.parent(node)) {
      const said = dom.attribute(node, "onpaste");
      if (said) return cut(said);
    }
    return "";
  };
  const place = (element) => ({ selector: selectorOf(element), snippet: tagOf(element) });
  const secrets = dom.queryAll(SECRETS).filter(isShown).slice(0, maxFields);
  return secrets.map((field) => ({
    ...place(field),
    kind: (dom.attribute(field, "type") ?? "text").toLowerCase().slice(0, 20),
    autocomplete: cut(dom.attribute(field, "autocomplete")).toLowerCase(),
    onpaste: attributeOf(field),
    stops_paste: stops(field),
    form: field.form ? selectorOf(field.form) : "",
  }));
}
