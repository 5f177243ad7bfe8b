/* Filters the findings of a report of several files, on the reader's own machine. Nothing that a portal said is ever
   read as HTML: it is only set as text. */
"use strict";

const report = (() => {
  const AT_ONCE = 50; // entries that are listed before one asks for more
  const DELAY_MS = 200; // after the last key, so that a screen reader is not told of every letter
  const rules = [];
  const services = [];
  const pages = [];
  const entries = [];

  /* Take in what a file beside this one holds. */
  const add = (part) => {
    rules.push(...part.rules);
    services.push(...part.services);
    pages.push(...part.pages);
    entries.push(...part.entries);
  };

  const byId = (id) => document.getElementById(id);
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const put = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /* "0-2,7" as a list of numbers. */
  const numbers = (ranges) =>
    ranges.split(",").filter(Boolean).flatMap((range) => {
      const [first, last = first] = range.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, step) => first + step);
    });

  const start = () => {
    const controls = [...byId("find").querySelectorAll("input, select")];
    const words = byId("found").dataset;
    const list = byId("found-list");
    const more = byId("found-more");
    let matching = [];
    let unknown = [];

    for (const entry of entries) {
      const [title] = rules[entry.rule];
      entry.words = folded([title, entry.message, entry.snippet].join(" "));
      entry.pages = numbers(entry.pages);
    }
    const addresses = pages.map(folded);

    /* The pages that are meant: exactly that address, else all that hold it. */
    const meant = (text) => {
      const exactly = addresses.indexOf(text);
      if (exactly >= 0) {
        return new Set([exactly]);
      }
      return new Set(addresses.flatMap((address, number) => (address.includes(text) ? [number] : [])));
    };

    /* What is chosen, in words: on paper the filters are not to be seen. */
    const chosen = () =>
      controls.filter((control) => control.value.trim()).map((control) => {
        const label = control.labels[0].textContent;
        return `${label}: ${control.selectedOptions?.[0].textContent ?? control.value.trim()}`;
      });

    const find = () => {
      const asked = Object.fromEntries(controls.map((control) => [control.name, control.value.trim()]));
      const needles = folded(asked.text).split(/\s+/).filter(Boolean);
      const there = asked.page && meant(folded(asked.page));
      const service = asked.service && services.indexOf(asked.service);
      matching = entries.flatMap((entry) => {
        const [, id, severity, pillar, groups, criteria] = rules[entry.rule];
        const onPages = there ? entry.pages.filter((page) => there.has(page)) : entry.pages;
        const fits =
          needles.every((needle) => entry.words.includes(needle)) &&
          (!asked.outcome || entry.outcome === asked.outcome) &&
          (!asked.pillar || pillar === asked.pillar) &&
          (!asked.severity || severity === asked.severity) &&
          (!asked.rule || id === asked.rule) &&
          (!asked.group || groups.includes(asked.group)) &&
          (!asked.criterion || criteria.includes(asked.criterion)) &&
          (!asked.service || entry.services.includes(service)) &&
          (!there || onPages.length > 0);
        return fits ? [{ entry, onPages }] : [];
      });
      list.replaceChildren();
      if (controls.some((control) => control.value.trim())) {
        show();
      } else {
        more.hidden = true;
        say(words.all, []);
      }
    };

    const show = () => {
      const from = list.children.length;
      list.append(...matching.slice(from, from + AT_ONCE).map(told));
      const shown = list.children.length;
      const left = matching.length - shown;
      more.hidden = left === 0;
      more.textContent = put(words.more, { more: Math.min(left, AT_ONCE) });
      say(matching.length === 0 ? words.none : words.some, left > 0 ? [put(words.shown, { shown })] : []);
      return list.children[from];
    };

    const say = (count, more) => {
      const elements = matching.reduce((sum, { entry }) => sum + entry.elements, 0);
      const said = [put(count, { kinds: matching.length, elements }), ...more];
      if (unknown.length > 0) {
        said.push(put(words.unknown, { names: unknown.join(", ") }));
      }
      byId("found-status").textContent = said.join(" ");
      byId("found-chosen").textContent = chosen().join("; ");
    };

    const told = ({ entry, onPages }) => {
      const [title, , severity, , , , severityWords] = rules[entry.rule];
      const item = document.createElement("li");
      const first = document.createElement("p");
      const link = document.createElement("a");
      link.href = entry.address;
      link.textContent = title;
      const tag = document.createElement("span");
      tag.className = `tag ${severity}`;
      tag.textContent = severityWords;
      const outcome = document.createElement("span");
      outcome.className = "quiet";
      outcome.textContent = words[entry.outcome];
      first.append(link, " ", tag, " ", outcome);
      const message = document.createElement("p");
      message.dir = "auto";
      message.textContent = entry.message;
      item.append(first, message);
      if (entry.snippet) {
        const snippet = document.createElement("code");
        snippet.dir = "auto";
        snippet.textContent = entry.snippet;
        const quoted = document.createElement("pre");
        quoted.className = "snippet";
        quoted.append(snippet);
        item.append(quoted);
      }
      const where = document.createElement("p");
      where.className = "quiet";
      where.textContent = put(words.pages, { pages: onPages.length, elements: entry.elements });
      if (onPages.length > 0) {
        const place = document.createElement("span");
        place.dir = "ltr";
        place.textContent = pages[onPages[0]];
        where.append(" ", words.first, " ", place);
      }
      item.append(where);
      return item;
    };

    /* The choice stands in the fragment of the address, so that it can be shared. */
    const write = () => {
      const filled = controls.filter((control) => control.value.trim());
      const pairs = filled.map((control) => [control.name, control.value.trim()]);
      history.replaceState(null, "", `#${new URLSearchParams(pairs)}`);
    };

    const read = () => {
      const given = new URLSearchParams(location.hash.slice(1));
      unknown = [];
      for (const control of controls) {
        const value = given.get(control.name) ?? "";
        control.value = value;
        if (control.value !== value) { // a choice that this report does not have
          control.value = "";
          unknown.push(value);
        }
      }
      find();
    };

    const changed = () => {
      unknown = [];
      write();
      find();
    };

    let waiting;
    for (const control of controls) {
      control.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(changed, control.localName === "input" ? DELAY_MS : 0);
      });
    }
    byId("find-clear").addEventListener("click", () => {
      controls.forEach((control) => { control.value = ""; });
      changed();
      byId("find-text").focus();
    });
    more.addEventListener("click", () => {
      show()?.querySelector("a").focus();
    });
    window.addEventListener("hashchange", read);

    byId("without").hidden = true;
    byId("find").hidden = false;
    byId("found").hidden = false;
    read();
  };

  document.addEventListener("DOMContentLoaded", start);
  return { add };
})();
