// data-confirm on a form, button or link asks first; data-dialog opens the dialog it names.
(() => {
  const agreed = new WeakSet();
  function ask(source, go) {
    const dialog = document.getElementById("confirm");
    const ok = document.getElementById("confirm-ok");
    ok.dataset.words ??= ok.textContent;
    document.getElementById("confirm-text").textContent = source.dataset.confirm;
    ok.textContent = source.dataset.confirmOk || ok.dataset.words;
    const danger = source.dataset.confirmTone === "danger" || source.classList.contains("btn-danger");
    ok.className = danger ? "btn btn-danger" : "btn btn-primary";
    dialog.returnValue = "cancel";
    dialog.addEventListener("close", () => dialog.returnValue === "ok" && go(), { once: true });
    dialog.showModal();
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    const source = button?.dataset.confirm ? button : form.dataset.confirm ? form : null;
    if (!source || agreed.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(source, () => {
      agreed.add(form);
      form.requestSubmit(button || undefined);
    });
  }, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-confirm]");
    if (link) {
      event.preventDefault();
      ask(link, () => window.location.assign(link.href));
      return;
    }
    const opener = event.target.closest?.("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    event.target.closest?.("[data-dialog-close]")?.closest("dialog")?.close();
  }, true);
})();
