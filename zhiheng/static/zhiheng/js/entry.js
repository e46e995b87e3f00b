// Entering records: what is typed is kept in this browser until it is saved; Ctrl+S saves.
(() => {
  const PREFIX = "zh-draft:";
  const DAYS = 7;
  const SENT = "zh-draft-sent";
  const keyOf = (form) => PREFIX + form.dataset.draft;
  const kept = (key) => {
    try {
      const draft = JSON.parse(localStorage.getItem(key));
      return draft && Date.now() - draft.at < DAYS * 864e5 ? draft : null;
    } catch {
      return null;
    }
  };
  const fields = (form) =>
    [...form.elements].filter((e) => e.name && !["hidden", "file", "password", "submit", "button"].includes(e.type));
  const read = (form) => {
    const values = {};
    for (const e of fields(form)) {
      if (e.type === "radio" || e.type === "checkbox") {
        if (e.checked) (values[e.name] ??= []).push(e.value);
        else values[e.name] ??= [];
      } else values[e.name] = [e.value];
    }
    return values;
  };
  const write = (form, values) => {
    for (const e of fields(form)) {
      const given = values[e.name];
      if (!given) continue;
      if (e.type === "radio" || e.type === "checkbox") e.checked = given.includes(e.value);
      else e.value = given[0] ?? "";
    }
  };
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  // A form that was sent: its draft goes when a page answers it without errors. The log-in page and the error pages
  // load this script to say that nothing was taken: after logging in again what was typed is offered.
  const settle = () => {
    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    const kept = document.querySelector("[data-error-summary], [data-unanswered]");
    if (sent && !kept) localStorage.removeItem(sent);
  };
  const start = (form) => {
    const key = keyOf(form);
    const first = read(form);
    const bar = form.querySelector("[data-draft-bar]");
    const draft = kept(key);
    if (bar && draft && !same(draft.values, first) && !form.querySelector("[data-error-summary]")) {
      bar.querySelector("[data-draft-at]").textContent = new Date(draft.at).toLocaleString();
      bar.hidden = false;
    }
    bar?.addEventListener("click", (event) => {
      const what = event.target.closest("button")?.dataset.draftDo;
      if (what === "restore") write(form, kept(key)?.values ?? {});
      if (what === "discard") localStorage.removeItem(key);
      if (what) {
        bar.hidden = true;
        fields(form)[0]?.focus();
      }
    });
    let timer = 0;
    const keep = () => {
      const values = read(form);
      if (same(values, first)) return;
      try {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
      } catch {
        /* a full or forbidden store: the form works without drafts */
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, 400);
    });
    addEventListener("pagehide", () => sessionStorage.getItem(SENT) === key || keep());
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      keep();
      sessionStorage.setItem(SENT, key);
    });
    form.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      form.requestSubmit(form.querySelector(".zh-form-end button, [data-save]"));
    });
  };
  document.addEventListener("DOMContentLoaded", () => {
    settle();
    for (const form of document.querySelectorAll("form[data-draft]")) start(form);
    const first = document.querySelector("form[data-draft]");
    if (first && !document.querySelector("[data-error-summary]")) fields(first)[0]?.focus({ preventScroll: true });
  });
})();
