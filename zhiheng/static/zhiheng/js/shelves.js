// The overview of registers: finding one while typing, and those this browser opened last before all others.
(() => {
  const KEPT = 8;
  const often = document.querySelector("[data-often]");
  const shelves = [...document.querySelectorAll("[data-fold]")];
  const lines = shelves.flatMap((shelf) => [...shelf.querySelectorAll("li")]);

  function remembered(name) {
    try {
      const kept = JSON.parse(localStorage.getItem(name) || "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  if (often) {
    const name = `zh-registers-${often.dataset.user}`;
    const list = often.querySelector("ul");
    const size = list.children.length;
    for (const key of remembered(name).reverse()) {
      const found = lines.find((line) => line.dataset.key === key);
      if (!found) continue;
      list.querySelector(`[data-key="${CSS.escape(key)}"]`)?.remove();
      list.prepend(found.cloneNode(true));
    }
    while (list.children.length > size) list.lastElementChild.remove();
    document.addEventListener("click", (event) => {
      const key = event.target.closest?.("li[data-key] > a")?.parentElement.dataset.key;
      if (!key) return;
      try {
        const kept = [key, ...remembered(name).filter((other) => other !== key)].slice(0, KEPT);
        localStorage.setItem(name, JSON.stringify(kept));
      } catch {
        // Without storage the list is what the server says.
      }
    });
  }

  const box = document.querySelector("[data-find]");
  let before;
  box?.addEventListener("input", () => {
    before ??= new Map(shelves.map((shelf) => [shelf, shelf.open]));
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const line of lines) {
      line.hidden = !words.every((word) => line.dataset.words.includes(word));
    }
    for (const shelf of shelves) {
      shelf.hidden = ![...shelf.querySelectorAll("li")].some((line) => !line.hidden);
      shelf.open = words.length ? !shelf.hidden : before.get(shelf);
    }
    if (often) often.hidden = words.length > 0;
    document.querySelector(".zh-rooms")?.toggleAttribute("hidden", words.length > 0);
  });
})();
