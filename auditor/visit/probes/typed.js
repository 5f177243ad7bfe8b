// Lists what text fields hold now and did not hold when the page was loaded, so that it can be taken out of
// what is kept. It goes no further than the program's memory.
({ fields: maxFields, textChars }) => {
  const own = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
  const kinds = [
    ["input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image], [type=checkbox], [type=radio], [type=file])",
      HTMLInputElement.prototype],
    ["textarea", HTMLTextAreaElement.prototype],
  ];
  const values = [];
  for (const [selector, prototype] of kinds) {
    for (const field of dom.queryAll(selector).slice(0, maxFields)) {
      const value = own(prototype, "value").call(field);
      if (value && value !== own(prototype, "defaultValue").call(field)) values.push(value.slice(0, textChars));
    }
  }
  return values;
}
