// Tables: a click on a row opens it, arrows walk the rows, Shift selects a range, the count is said.
(() => {
  const links = (table) => [...table.querySelectorAll("[data-row-link]")].filter((link) => link.checkVisibility());
  function count(table) {
    const boxes = [...table.querySelectorAll("[data-select]")];
    const chosen = boxes.filter((b) => b.checked).length;
    const all = table.querySelector("[data-select-all]");
    if (all) {
      all.checked = chosen > 0 && chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
    }
    const said = table.querySelector("[data-selected-count]");
    if (said) said.textContent = chosen ? document.getElementById("strings").dataset.selected.replace("#", chosen) : "";
    for (const b of table.querySelectorAll("[data-needs-selection]")) b.disabled = !chosen;
  }
  let last = null;
  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("[data-select]");
    if (box) {
      const table = box.closest("[data-table]");
      const boxes = [...table.querySelectorAll("[data-select]")];
      if (event.shiftKey && last && boxes.includes(last)) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const b of boxes.slice(from, to + 1)) b.checked = box.checked;
      }
      last = box;
      count(table);
      return;
    }
    if (event.target.matches?.("[data-select-all]")) {
      const table = event.target.closest("[data-table]");
      for (const b of table.querySelectorAll("[data-select]")) b.checked = event.target.checked;
      count(table);
      return;
    }
    const row = event.target.closest?.("tr[data-row]");
    if (!row || event.target.closest("a, button, input, select, label, summary")) return;
    if (String(window.getSelection())) return; // the reader is marking text
    const link = row.querySelector("[data-row-link]");
    if (event.ctrlKey || event.metaKey) window.open(link.href, "_blank", "noopener");
    else link.click();
  });
  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("[data-row-link]");
    if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = links(link.closest("[data-table]"));
    const at = all.indexOf(link);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || !all[to]) return;
    event.preventDefault();
    all[to].focus();
  });
  const start = (root) => {
    for (const table of root.querySelectorAll("[data-table]")) count(table);
  };
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:afterSettle", () => start(document));
})();
