// What the page says by itself: failed requests, the error summary of a form. Never silent.
(() => {
  const words = () => document.getElementById("strings").dataset;
  let hide;
  function say(text) {
    const box = document.getElementById("live");
    const line = document.createElement("p");
    line.textContent = text;
    box.replaceChildren(line);
    clearTimeout(hide);
    hide = setTimeout(() => box.replaceChildren(), 15000);
  }
  window.zhiheng = { ...window.zhiheng, say };

  document.addEventListener("htmx:responseError", (event) => {
    const xhr = event.detail.xhr;
    const plain = (xhr.getResponseHeader("Content-Type") || "").startsWith("text/plain");
    say(plain && xhr.responseText ? xhr.responseText : `${words().failed} (${xhr.status})`);
  });
  document.addEventListener("htmx:sendError", () => say(words().offline));
  document.addEventListener("htmx:timeout", () => say(words().slow));

  document.addEventListener("DOMContentLoaded", () => {
    const summary = document.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  });
  // A provenance note closes on Escape and on a click elsewhere.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest?.("details.zh-provenance[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const note of document.querySelectorAll("details.zh-provenance[open]")) {
      if (!note.contains(event.target)) note.open = false;
    }
  });
})();
