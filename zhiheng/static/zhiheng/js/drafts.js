// The review page: keys, the text and the list kept in step, what others change shown, nothing lost on a refusal.
(() => {
  const root = document.getElementById("draft");
  if (!root) return;
  const words = root.dataset;
  const pane = document.getElementById("text-pane");
  const filter = document.getElementById("draft-filter");
  const say = (text) => window.zhiheng.say(text);
  let revision = Number(words.revision);
  let current = ""; // number of the item under the reader's hands

  const rows = () => [...document.querySelectorAll("#items > li[data-item]")];
  const row = (pk) => document.getElementById(`I-${pk}`);
  const body = (li) => li.querySelector(".zh-item-body");
  const own = () => row(current);
  // Each request is asked by what it will change: htmx lets an element have one request at a time.
  const ask = (verb, path, target, swap, values = {}) => {
    const box = typeof target === "string" ? document.querySelector(target) : target;
    return htmx.ajax(verb, path, { source: box, target: box, swap, values });
  };
  async function get(path, target, values) {
    await ask("GET", path, target, "innerHTML", values);
    const box = typeof target === "string" ? document.querySelector(target) : target;
    if (box) htmx.process(box); // at once: a fast hand presses Enter before htmx has settled
  }
  root.addEventListener("submit", (event) => event.target.matches("[hx-post]") && event.preventDefault());

  // -- the text ----------------------------------------------------------------------------------
  const block = (number) => document.getElementById(`B-${number}`);
  const blockUrl = (number) => words.block.replace(/0$/, number);
  const redraw = (number) => {
    const box = block(number);
    if (!box || box.classList.contains("zh-block-later")) return Promise.resolve();
    return ask("GET", blockUrl(number), box, "outerHTML");
  };
  const loaded = () => [...pane.querySelectorAll(".zh-block:not(.zh-block-later)")].map((b) => b.dataset.block);
  const marks = (pk) => [...pane.querySelectorAll(`mark[data-items~="${pk}"]`)];
  for (const later of pane.querySelectorAll(".zh-block-later")) later.style.minHeight = `${later.dataset.lines * 1.9}em`;

  function bring(mark, always) {
    const top = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (always || top < 0 || top > pane.clientHeight - 60) pane.scrollTop += top - pane.clientHeight / 3;
  }
  async function show(li, focus = false) {
    for (const mark of pane.querySelectorAll("mark.zh-now")) mark.classList.remove("zh-now");
    if (!li) return;
    const pk = li.dataset.item;
    const box = block(li.dataset.block);
    if (box?.classList.contains("zh-block-later")) await ask("GET", blockUrl(li.dataset.block), box, "outerHTML");
    const found = marks(pk);
    for (const mark of found) mark.classList.add("zh-now");
    if (!found.length) return;
    bring(found[0], focus);
    // Blocks that arrive above it may push it away again.
    setTimeout(() => found[0].classList.contains("zh-now") && bring(found[0], false), 400);
    if (focus) {
      pane.focus({ preventScroll: true });
      pane.scrollIntoView({ block: "nearest" });
      window.zhiheng.caret.place(found[0].firstChild, 0);
    }
  }
  function paint(pk, css) {
    for (const mark of marks(pk)) {
      if (mark.dataset.items.split(" ")[0] !== String(pk)) continue;
      mark.className = css + (mark.classList.contains("zh-now") ? " zh-now" : "");
    }
  }

  // -- the list ----------------------------------------------------------------------------------
  function go(li) {
    if (li?.matches(".zh-later")) li.closest(".zh-short")?.zhRest.click(); // a phone shows the first ones only
    li?.querySelector("summary").focus();
  }
  async function step(by) {
    const all = rows();
    const at = all.indexOf(own());
    const last = at === all.length - 1 && by > 0 && document.querySelector("#items [data-more]");
    if (last) {
      htmx.trigger(last, "wanted");
      await new Promise((done) => document.addEventListener("htmx:afterSettle", done, { once: true }));
    }
    const now = rows();
    go(at < 0 ? now[0] : now[Math.min(Math.max(now.indexOf(own()) + by, 0), now.length - 1)]);
  }
  function nextOpen(after) {
    const all = rows();
    const at = all.indexOf(row(after));
    const next = all.slice(at + 1).find((li) => li.dataset.decision === "open") || all.find((li) => li.dataset.decision === "open");
    if (next) return go(next);
    say(words.noOpen);
    return go(row(after));
  }
  const asked = () => Object.fromEntries([...new FormData(filter)].filter(([, v]) => v));
  async function reload(at) {
    await get(words.items, "#items-box", { ...asked(), ...(at ? { at } : {}) });
    if (at) go(row(at));
  }
  document.addEventListener("focusin", (event) => {
    const li = event.target.closest?.("#items > li[data-item]");
    if (!li || li.dataset.item === current) return;
    current = li.dataset.item;
    show(li);
  });
  pane.addEventListener("click", async (event) => {
    const mark = event.target.closest("mark[data-items]");
    if (!mark || String(window.getSelection())) return;
    const pk = mark.dataset.items.split(" ")[0];
    if (!row(pk)) await get(words.items, "#items-box", { ...asked(), at: pk });
    if (!row(pk)) await get(words.items, "#items-box", { at: pk });
    go(row(pk));
  });
  filter.addEventListener("submit", (event) => {
    event.preventDefault();
    reload().then(() => go(rows()[0]));
  });
  filter.addEventListener("change", (event) => event.target.type !== "search" && reload());
  let typing;
  filter.addEventListener("input", (event) => {
    if (event.target.type !== "search") return;
    clearTimeout(typing);
    typing = setTimeout(() => reload(), 350);
  });

  // -- what can be done --------------------------------------------------------------------------
  async function opened(li) {
    const details = li.querySelector("details");
    if (!body(li).hasChildNodes()) await get(li.dataset.url, body(li));
    li.dataset.filled = "1";
    details.open = true;
    return body(li);
  }
  async function fill(li, path) {
    li.dataset.filled = "1"; // what opening it would fetch must not take the form's place
    li.querySelector("details").open = true;
    await get(`${li.dataset.url}/${path}`, body(li));
    body(li).querySelector("[data-form] :is(input:not([type=hidden]), select)")?.focus();
  }
  const decide = (li, action, more = {}) =>
    ask("POST", `${li.dataset.url}/decide`, li, "outerHTML", { action, version: li.dataset.version, ...more });
  const acts = {
    accept: (li) => decide(li, "accept"),
    reopen: (li) => decide(li, "reopen"),
    take: (li) => decide(li, "take"),
    "reject-now": (li) => decide(li, "reject"),
    bind: async (li, button) => {
      const code = (button || (await opened(li)).querySelector("[data-act=bind]"))?.dataset.code;
      return code ? decide(li, "bind", { code }) : decide(li, "accept");
    },
    edit: (li) => fill(li, "edit"),
    split: (li) => fill(li, "split").then(() => cut(body(li).querySelector("input[type=range]"))),
    reject: async (li) => {
      const form = (await opened(li)).querySelector("[data-reject]");
      if (!form) return decide(li, "reject");
      form.hidden = false;
      form.querySelector("input:not([type=hidden])").focus();
    },
    merge: (li) => {
      const all = rows();
      const next = all.slice(all.indexOf(li) + 1).find((other) => other.dataset.kind === li.dataset.kind);
      if (!next) return say(words.noNext);
      return decide(li, "merge", { other: next.dataset.item, other_version: next.dataset.version });
    },
    goto: (li) => show(li, true),
    cancel: async (li) => {
      await get(li.dataset.url, body(li));
      go(li);
    },
    pick: (li) => {
      const chosen = window.zhiheng.caret.marked();
      if (!chosen) return say(words.selectFirst);
      for (const name of ["b1", "o1", "b2", "o2"]) li.querySelector(`[data-form] [name=${name}]`).value = chosen[name];
      li.querySelector("[data-picked]").textContent = words.picked.replace("#", chosen.words);
    },
  };
  const add = () => {
    const chosen = window.zhiheng.caret.marked();
    if (!chosen) return say(words.selectFirst);
    const { words: _words, ...place } = chosen;
    return get(words.add, "#add-body", place).then(() => {
      if (!document.querySelector("#add-body form")) return;
      const dialog = document.getElementById("add-dialog");
      if (!dialog.open) dialog.showModal();
      document.getElementById("add-kind").focus();
    });
  };
  const whole = {
    add,
    certain: () => ask("POST", words.certain, "#draft-said", "innerHTML"),
    undo: () => ask("POST", words.undo, "#draft-said", "innerHTML"),
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act], [data-do]");
    if (!button || button.disabled) return;
    if (button.dataset.do) whole[button.dataset.do]();
    else acts[button.dataset.act](button.closest("li[data-item]"), button);
  });
  // Where a passage is cut is seen while the slider moves.
  function cut(slider) {
    if (!slider) return;
    const letters = [...slider.dataset.quote];
    const form = slider.closest("form");
    form.querySelector("[data-first]").textContent = letters.slice(0, slider.value).join("");
    form.querySelector("[data-second]").textContent = letters.slice(slider.value).join("");
    slider.setAttribute("aria-valuetext", `${letters.slice(0, slider.value).slice(-6).join("")} ‖ ${letters.slice(slider.value, Number(slider.value) + 6).join("")}`);
  }
  root.addEventListener("input", (event) => event.target.matches("[data-split] input[type=range]") && cut(event.target));

  // -- keys --------------------------------------------------------------------------------------
  const OFF = "zh-draft-keys-off";
  const box = document.getElementById("keys-on");
  box.checked = localStorage.getItem(OFF) === null;
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    say(box.checked ? words.keysOn : words.keysOff);
  });
  const keys = { a: "accept", r: "reject", e: "edit", b: "bind", o: "reopen", m: "merge", s: "split" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const field = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key === "Escape" && field && !field.closest("dialog")) {
      const li = field.closest("li[data-item]");
      if (li) acts.cancel(li);
      else if (field.closest("#draft-filter")) go(own() || rows()[0]);
      return;
    }
    if (field || !box.checked || document.querySelector("dialog[open]")) return;
    const inPane = event.target === pane;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const inside = event.target.closest?.("#items") || event.target === document.body;
    let done = true;
    if (key === "j" || (key === "ArrowDown" && inside && !inPane)) step(1);
    else if (key === "k" || (key === "ArrowUp" && inside && !inPane)) step(-1);
    else if (key === "n") add();
    else if (key === "u") whole.undo();
    else if (key === "/") document.getElementById("f-q").focus();
    else if (key === "?") document.getElementById("draft-help").showModal();
    else if (key === "g" && inPane) go(own());
    else if (key === "g" || keys[key]) {
      const li = own();
      if (!li) say(words.nothing);
      else acts[key === "g" ? "goto" : keys[key]](li);
    } else done = false;
    if (done) event.preventDefault();
  });

  // -- answers -----------------------------------------------------------------------------------
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = words.csrf;
    if (event.target.id !== "draft-present") return;
    if (document.hidden) event.preventDefault();
    event.detail.parameters.since = revision;
    event.detail.parameters.item = current;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const li = event.target.closest?.("li[data-item]");
    if (event.target.matches?.("li > details") && li?.dataset.filled) event.preventDefault();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    // htmx would carry the height kept for a block over to what takes its place, as a style that the policy blocks.
    if (event.detail.target.classList?.contains("zh-block-later")) event.detail.target.removeAttribute("style");
    const status = event.detail.xhr.status;
    const html = (event.detail.xhr.getResponseHeader("Content-Type") || "").startsWith("text/html");
    if ((status === 409 || status === 422) && html) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const problem = event.target.querySelector?.("[data-problem]") || row(current)?.querySelector("[data-problem]:not([data-told])");
    if (problem && !problem.dataset.told) {
      problem.dataset.told = "1";
      problem.focus();
    }
    const wrong = event.target.querySelector?.("[data-form] .zh-field-bad :is(input, select)");
    if (wrong) wrong.focus();
  });
  document.addEventListener("zh:changed", async ({ detail }) => {
    for (const [pk, , css, , hidden] of detail.items) {
      paint(pk, css);
      if (hidden) row(pk)?.remove();
    }
    const told = document.querySelector("#draft-said [data-say], #add-body [data-say]");
    if (told) {
      say(told.textContent);
      told.remove();
    }
    if (detail.close) document.getElementById("add-dialog").close();
    await Promise.all((detail.all ? loaded() : detail.blocks).map(redraw));
    if (detail.all || detail.at) await reload(detail.at || current);
    if (!detail.done) return;
    if (detail.stay) go(row(detail.done));
    else nextOpen(detail.done);
  });
  const filling = (li) => li.querySelector("[data-form]:not([hidden])");
  document.addEventListener("zh:pulse", async ({ detail }) => {
    revision = detail.revision;
    if (detail.text !== words.text) say(words.replaced);
    const stale = new Set();
    let who = "";
    let fresh = detail.many;
    for (const [pk, version, css, number, hidden, by] of detail.items) {
      const li = row(pk);
      if (li && Number(li.dataset.version) >= version) continue; // my own change
      stale.add(number);
      who = by || who;
      paint(pk, css);
      if (!li) fresh = fresh || (!hidden && version === 1);
      else if (hidden) li.remove();
      else if (filling(li)) {
        if (!li.classList.contains("zh-item-look")) say(words.stale.replace("#", by));
        li.classList.add("zh-item-look");
      } else {
        const focused = li.contains(document.activeElement);
        const open = li.querySelector("details").open;
        await ask("GET", `${li.dataset.url}?row=1${open ? "&open=1" : ""}`, li, "outerHTML");
        if (focused) go(row(pk));
      }
    }
    await Promise.all((detail.many ? loaded() : [...stale]).map(redraw));
    if (fresh && !rows().some(filling)) await reload(document.activeElement?.closest?.("#items") ? current : "");
    if (who) say(words.others.replace("#", who));
    for (const li of rows()) {
      const name = detail.present[li.dataset.item];
      li.querySelector(".zh-item-who").textContent = name ? words.editing.replace("#", name) : "";
    }
  });
})();
