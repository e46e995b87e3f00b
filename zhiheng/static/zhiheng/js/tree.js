// Trees of <details>: arrows walk and open, Home and End jump, two buttons open or close all.
(() => {
  const shown = (tree) =>
    [...tree.querySelectorAll("summary, .zh-tree-leaf a")].filter((e) => {
      const closed = e.parentElement.closest("details:not([open])");
      return !closed || (e.matches("summary") && e.parentElement === closed && !closed.parentElement.closest("details:not([open])"));
    });
  document.addEventListener("keydown", (event) => {
    const item = event.target.closest?.("[data-tree] summary, [data-tree] .zh-tree-leaf a");
    if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
    const tree = item.closest("[data-tree]");
    const all = shown(tree);
    const at = all.indexOf(item);
    const box = item.matches("summary") ? item.parentElement : null;
    let to = null;
    if (event.key === "ArrowDown") to = all[at + 1];
    else if (event.key === "ArrowUp") to = all[at - 1];
    else if (event.key === "Home") to = all[0];
    else if (event.key === "End") to = all[all.length - 1];
    else if (event.key === "ArrowRight" && box) {
      if (box.open) to = all[at + 1];
      else box.open = true;
    } else if (event.key === "ArrowLeft") {
      if (box?.open) box.open = false;
      else to = (box || item).parentElement.closest("li").parentElement.closest("details")?.querySelector("summary");
    } else return;
    event.preventDefault();
    to?.focus();
  });
  document.addEventListener("click", (event) => {
    const open = event.target.closest?.("[data-tree-open]");
    const close = event.target.closest?.("[data-tree-close]");
    const tree = (open || close)?.closest("[data-tree]");
    if (!tree) return;
    for (const box of tree.querySelectorAll("details")) box.open = Boolean(open);
  });
  const start = () => {
    for (const tree of document.querySelectorAll("[data-tree]")) {
      if (tree.querySelector("details")) tree.querySelector("[data-tree-tools]").hidden = false;
    }
    // A link to a node inside closed branches opens them.
    const id = decodeURIComponent(location.hash.slice(1));
    const wanted = id ? document.getElementById(id) : null;
    for (let box = wanted?.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  };
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSettle", start);
})();
