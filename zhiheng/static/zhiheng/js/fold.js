// Panels that can be closed: on a narrow screen they begin closed, since a page of many would be read by thumb alone;
// a link to one opens it.
(() => {
  const FEW = 3;
  const panels = document.querySelectorAll("details[data-fold]");
  if (!panels.length) return;
  if (panels.length > FEW && window.matchMedia("(max-width: 575.98px)").matches) {
    for (const panel of panels) panel.open = false;
  }
  function reveal() {
    const aimed = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const panel = aimed?.closest("details[data-fold]");
    if (!panel || panel.open) return;
    panel.open = true;
    panel.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  reveal();
  window.addEventListener("beforeprint", () => {
    for (const panel of panels) panel.open = true;
  });
})();
