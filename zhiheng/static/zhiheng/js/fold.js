// Panels that can be closed: on a narrow screen they begin closed, since a page of many would be read by thumb alone;
// a link to one opens it. One marked data-fold="kept" begins open.
// A page of very many (an enterprise in fifty registers) begins with the first ones open on any screen.
(() => {
  const FEW = 3;
  const MANY = 12;
  const AT_FIRST = 6;
  const panels = document.querySelectorAll("details[data-fold]");
  if (!panels.length) return;
  if (panels.length > FEW && window.matchMedia("(max-width: 575.98px)").matches) {
    for (const panel of panels) panel.open = panel.dataset.fold === "kept";
  } else {
    for (const box of new Set([...panels].map((panel) => panel.parentElement))) {
      const run = [...box.querySelectorAll(":scope > details[data-fold]:not(.zh-shelf)")];
      if (run.length > MANY) for (const panel of run.slice(AT_FIRST)) panel.open = panel.dataset.fold === "kept";
    }
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

// Long lists (data-first="8" on what holds the items): a narrow screen shows the first ones and a button for the rest. A
// wide one shows all: the style sheet decides, so that turning the phone or printing needs nothing here.
(() => {
  const SPARE = 2; // a button for two would save nothing
  function whole(list) {
    list.classList.remove("zh-short");
    list.zhRest?.remove();
  }
  function shorten(list) {
    const items = [...list.children];
    const first = Number(list.dataset.first);
    if (list.zhRest || items.length <= first + SPARE) return;
    if (list.querySelector(".zh-field-error, [aria-invalid=true]")) return; // what is wrong must be in sight
    const rest = items.slice(first);
    for (const item of rest) item.classList.add("zh-later");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn zh-rest";
    button.textContent = document.getElementById("strings").dataset.rest.replace("#", rest.length);
    button.addEventListener("click", () => {
      whole(list);
      rest[0].querySelector("a, button, input, select, summary")?.focus();
    });
    list.zhRest = button;
    list.classList.add("zh-short");
    (list.closest(".zh-scroll") || list).after(button);
    if (location.hash && rest.some((item) => item.matches(":target") || item.querySelector(":target"))) whole(list);
  }
  const start = () => {
    for (const list of document.querySelectorAll("[data-first]")) shorten(list);
  };
  start();
  document.addEventListener("htmx:afterSettle", start);
  window.addEventListener("hashchange", () => {
    const list = document.querySelector(":target")?.closest(".zh-short");
    if (list) whole(list);
  });
})();
