// The grid: Enter and arrows move between cells, a block of cells is pasted as a block, rows are added at the end.
(() => {
  const rowsOf = (form) => [...form.querySelectorAll("tbody [data-grid-row]")];
  const cellsOf = (row) => [...row.querySelectorAll("[data-cell]")];
  const place = (cell) => {
    const row = cell.closest("[data-grid-row]");
    return { form: cell.closest("[data-grid]"), row, column: cellsOf(row).indexOf(cell) };
  };
  function add(form) {
    const rows = rowsOf(form);
    const most = Number(form.querySelector("[data-grid-more]").dataset.most);
    if (rows.length >= most) return null;
    const fresh = form.querySelector("[data-grid-template]").content.querySelector("tr").cloneNode(true);
    for (const e of fresh.querySelectorAll("[name]")) e.name = e.name.replace(/^r-1-/, `r${rows.length}-`);
    for (const e of fresh.querySelectorAll("[id]")) e.id = e.id.replace(/^r-1-/, `r${rows.length}-`);
    for (const e of fresh.querySelectorAll("[aria-label]")) e.setAttribute("aria-label", e.getAttribute("aria-label").replace(/ \S+$/, ` ${rows.length + 1}`));
    fresh.querySelector("[data-grid-number]").textContent = rows.length + 1;
    form.querySelector("tbody").append(fresh);
    form.querySelector("[data-grid-rows]").value = rows.length + 1;
    return fresh;
  }
  function go(cell, down, side) {
    const { form, row, column } = place(cell);
    const rows = rowsOf(form);
    const to = rows[rows.indexOf(row) + down] ?? (down > 0 ? add(form) : null);
    const found = to && cellsOf(to)[column + side];
    if (!found) return false;
    found.focus();
    if (found.select) found.select();
    return true;
  }
  const atStart = (cell) => cell.tagName === "SELECT" || (cell.selectionStart === 0 && cell.selectionEnd === 0);
  const atEnd = (cell) => cell.tagName === "SELECT" || cell.selectionStart === cell.value.length;
  const all = (cell) => cell.tagName !== "SELECT" && cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.("[data-cell]");
    if (!cell || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const select = cell.tagName === "SELECT";
    const move = {
      Enter: () => go(cell, event.shiftKey ? -1 : 1, 0),
      ArrowDown: () => !select && !cell.list && go(cell, 1, 0),
      ArrowUp: () => !select && !cell.list && go(cell, -1, 0),
      ArrowLeft: () => (atStart(cell) || all(cell)) && go(cell, 0, -1),
      ArrowRight: () => (atEnd(cell) || all(cell)) && go(cell, 0, 1),
    }[event.key];
    if (!move) return;
    const moved = move();
    // Enter never sends the form by accident: Ctrl+S and the button do.
    if (moved || event.key === "Enter") event.preventDefault();
  });
  const touch = (cell) => {
    const row = cell.closest("[data-grid-row]");
    const box = row.querySelector("[data-confirmed]");
    if (box && cell !== box) box.checked = true;
    if (box) row.classList.toggle("zh-copied", !box.checked);
  };
  document.addEventListener("input", (event) => {
    const cell = event.target.closest?.("[data-cell], [data-confirmed]");
    if (cell?.closest("[data-grid]")) touch(cell);
  });
  const put = (cell, words) => {
    if (cell.tagName === "SELECT") {
      const option = [...cell.options].find((o) => o.value === words || o.textContent === words);
      if (option) cell.value = option.value;
    } else cell.value = words;
    cell.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("paste", (event) => {
    const cell = event.target.closest?.("[data-cell]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!cell || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const { form, row, column } = place(cell);
    const from = rowsOf(form).indexOf(row);
    text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, down) => {
      const to = rowsOf(form)[from + down] ?? add(form);
      if (!to) return;
      const cells = cellsOf(to);
      line.split("\t").forEach((words, side) => cells[column + side] && put(cells[column + side], words.trim()));
    });
  });
  document.addEventListener("click", (event) => {
    const form = event.target.closest?.("[data-grid]");
    if (!form) return;
    if (event.target.matches("[data-grid-more]")) {
      const fresh = add(form);
      if (fresh) cellsOf(fresh)[0].focus();
    }
    if (event.target.matches("[data-grid-confirm-all]")) {
      for (const box of form.querySelectorAll("[data-confirmed]")) {
        box.checked = true;
        touch(box);
      }
    }
  });
})();
