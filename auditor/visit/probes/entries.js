// Lists the controls of forms with what they are called and what they take. What people typed is never read,
// and no pattern is run: pages write them, and some take hours. Every list and text is bounded.
({ entries: maxEntries, options: maxOptions, allOptions: maxAll, nodes: maxNodes, textChars, optionChars, patternChars, snippetChars }) => {
  if (!dom.root) return [];
  const OTHERS = ["hidden", "submit", "button", "reset", "image", "password", "search", "range", "color"];
  const CONTROLS = `input${OTHERS.map((type) => `:not([type=${type} i])`).join("")}, select, textarea`;
  const cut = (text, chars = textChars) => spot.fold(text).slice(0, chars);
  const UNSAID = new Set(["select", "option", "textarea", "script", "style", "button"]);
  const wordsOf = (element) => {
    const found = [];
    const stack = [element];
    for (let count = 0; stack.length && count < maxNodes; count += 1) {
      const node = stack.pop();
      if (dom.type(node) === Node.TEXT_NODE) found.push(node.data);
      else if (dom.type(node) === Node.ELEMENT_NODE && !UNSAID.has(dom.name(node))) stack.push(...[...dom.childNodes(node)].slice(0, maxNodes).reverse());
    }
    return spot.fold(found.join(" "));
  };
  const referred = (element, name) => spot.fold(
    (dom.attribute(element, name) ?? "").split(/\s+/u).filter(Boolean).slice(0, 5)
      .map((id) => dom.query(`#${CSS.escape(id)}`)).filter(Boolean).map(wordsOf).join(" "),
  );
  const labelOf = (control) => (
    referred(control, "aria-labelledby") || spot.fold(dom.attribute(control, "aria-label"))
    || spot.fold([...(control.labels ?? [])].slice(0, 3).map(wordsOf).join(" ")) || spot.fold(dom.attribute(control, "title"))
  );
  const questionOf = (control) => {
    const group = dom.closest(control, "fieldset, [role=radiogroup], [role=group]");
    if (!group) return "";
    const legend = dom.name(group) === "fieldset" ? dom.within(group, "legend")[0] : null;
    return legend ? wordsOf(legend) : referred(group, "aria-labelledby") || spot.fold(dom.attribute(group, "aria-label"));
  };
  const classesAround = (element) => [dom.parent(element), dom.parent(dom.parent(element) ?? element)]
    .filter(Boolean).map((node) => dom.attribute(node, "class") ?? "").join(" ");
  const works = (pattern) => {
    try {
      return Boolean(new RegExp(pattern, "v"));
    } catch {
      return false; // the browser lets every answer pass
    }
  };
  const length = (number) => (number >= 0 ? number : null);
  let left = maxAll;
  const optionsOf = (control) => {
    const listed = dom.name(control) === "select" ? dom.within(control, "option").slice(0, Math.min(maxOptions, left)) : [];
    left -= listed.length;
    return listed;
  };
  const found = [];
  const sets = new Map();
  for (const control of dom.queryAll(CONTROLS)) {
    if (found.length >= maxEntries) break;
    if (!dom.boxes(control).length) continue;
    const name = dom.name(control);
    const kind = name === "input" ? control.type : name;
    const form = control.form ?? null;
    const required = control.required === true || dom.attribute(control, "aria-required") === "true";
    if (kind === "radio") {
      const key = dom.attribute(control, "name") ?? "";
      const of = sets.get(form) ?? sets.set(form, new Map()).get(form);
      const known = of.get(key);
      if (known) {
        known.required ||= required;
        if (left > 0) {
          known.options.push(cut(labelOf(control), optionChars));
          known.values.push(cut(dom.attribute(control, "value"), optionChars));
          left -= 1;
        }
        continue;
      }
    }
    const listed = optionsOf(control);
    const pattern = (dom.attribute(control, "pattern") ?? "").slice(0, patternChars + 1);
    const holder = dom.closest(control, "[lang]");
    const entry = {
      kind: String(kind).slice(0, 20),
      label: cut(kind === "radio" ? questionOf(control) : labelOf(control)),
      selector: selectorOf(control),
      snippet: spot.unfilledOf(control, snippetChars),
      hint: cut([referred(control, "aria-describedby"), dom.attribute(control, "placeholder"), dom.attribute(control, "title")].filter(Boolean).join(" ")),
      around: cut(classesAround(control)),
      landmark: landmarkOf(control),
      lang: cut(holder ? dom.attribute(holder, "lang") : "", 40),
      form: form ? selectorOf(form) : "",
      form_autocomplete: cut(form ? dom.attribute(form, "autocomplete") : "", 40).toLowerCase(),
      autocomplete: cut(dom.attribute(control, "autocomplete"), 100).toLowerCase(),
      required,
      enforced: Boolean(form) && dom.attribute(form, "novalidate") === null && control.willValidate === true,
      pattern: pattern.length > patternChars ? "" : pattern,
      pattern_works: pattern !== "" && pattern.length <= patternChars && works(pattern),
      min_length: length(control.minLength ?? -1),
      max_length: length(control.maxLength ?? -1),
      option_count: name === "select" ? control.length ?? 0 : 0,
      inputmode: control.readOnly === true ? "none" : cut(dom.attribute(control, "inputmode"), 20).toLowerCase(),
      accept: kind === "file" ? cut(dom.attribute(control, "accept")).toLowerCase() : "",
      capture: kind === "file" && dom.attribute(control, "capture") !== null,
      options: kind === "radio" ? [cut(labelOf(control), optionChars)] : listed.map((option) => cut(dom.text(option), optionChars)),
      values: kind === "radio" ? [cut(dom.attribute(control, "value"), optionChars)] : listed.map((option) => cut(dom.attribute(option, "value") ?? dom.text(option), optionChars)),
    };
    if (kind === "radio") sets.get(form).set(dom.attribute(control, "name") ?? "", entry);
    found.push(entry);
  }
  return found;
}
