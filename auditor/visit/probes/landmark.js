// Tells which landmark an element stands in, by elements and ARIA roles, through shadow roots.
const landmarkOf = (() => {
  const landmarks = {
    header: "banner", nav: "navigation", main: "main", aside: "complementary",
    footer: "contentinfo", search: "search", dialog: "overlay",
  };
  const roles = new Set(["banner", "navigation", "main", "complementary", "contentinfo", "search"]);
  return (element) => {
    for (let node = element; node; node = dom.parent(node) ?? node.getRootNode().host) {
      const role = dom.attribute(node, "role");
      if (roles.has(role)) return role;
      if (role === "dialog" || role === "alertdialog") return "overlay";
      const landmark = landmarks[dom.name(node)];
      const scoped = landmark === "banner" || landmark === "contentinfo";
      if (landmark && !(scoped && dom.closest(node, "article, aside, main, nav, section"))) return landmark;
    }
    return "none";
  };
})();
