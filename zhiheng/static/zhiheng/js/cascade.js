// The editor of a breakdown: a number that is typed is marked as set by hand; a choice that changes divides anew.
(() => {
  document.addEventListener("input", (event) => {
    const { fixes, fixesYear } = event.target.dataset || {};
    const form = event.target.closest("#editor");
    if (!form) return;
    if (fixes) {
      const box = form.querySelector(`[name="fixed"][value="${CSS.escape(fixes)}"]`);
      if (box) box.checked = event.target.value.trim() !== "";
    }
    if (fixesYear) {
      const list = form.querySelector('[name="fixed_years"]');
      const known = new Set(list.value.split(" ").filter(Boolean));
      known.add(fixesYear);
      list.value = [...known].join(" ");
    }
  }, true);
  document.addEventListener("change", (event) => {
    const box = event.target.closest?.("[data-again]");
    const form = event.target.closest?.("#editor");
    if (!box || !form || event.target.matches("[type=file]")) return;
    const again = event.target.name;
    window.htmx.ajax("POST", box.dataset.again, {
      source: form, values: { action: "propose" }, target: "#editor", select: "#editor", swap: "outerHTML",
    }).then(() => document.getElementById(again)?.focus());
  });
})();
