// Records of enterprises: a typed name proposes codes, a typed code fills the name. Proposals are chosen, never taken.
(() => {
  const box = document.querySelector("[data-firms]");
  if (!box) return;
  const form = document.getElementById("record-form") ?? document.querySelector("form [name=" + box.dataset.firmsCode + "]")?.form;
  const name = form?.elements.namedItem(box.dataset.firmsName);
  const code = form?.elements.namedItem(box.dataset.firmsCode);
  if (!name || !code || name.readOnly) return;
  const list = box.querySelector("[data-firms-list]");
  const say = box.querySelector("[data-firms-say]");
  let asked = 0;

  const ask = async (query) => {
    const turn = ++asked;
    try {
      const answer = await fetch(box.dataset.firms + "?" + new URLSearchParams(query), { headers: { Accept: "application/json" } });
      if (!answer.ok || turn !== asked) return null;
      return (await answer.json()).found;
    } catch {
      return null; // without an answer the form works as it is
    }
  };
  const hide = () => {
    box.hidden = true;
    list.replaceChildren();
  };
  const choose = (match) => {
    name.value = match.name;
    code.value = match.code;
    hide();
    code.dispatchEvent(new Event("input", { bubbles: true }));
    code.focus();
  };
  const show = (found) => {
    list.replaceChildren(
      ...found.map((match) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn-sm btn-outline-primary";
        button.textContent = `${match.name} ${match.code}`;
        button.addEventListener("click", () => choose(match));
        const note = document.createElement("span");
        note.className = "zh-note";
        note.textContent = ` ${match.score} · ${match.why}`;
        item.append(button, note);
        return item;
      }),
    );
    say.textContent = box.dataset.firmsAsk;
    box.hidden = false;
  };
  name.addEventListener("change", async () => {
    if (code.value.trim() || name.value.trim().length < 3) return hide();
    const found = await ask({ name: name.value });
    if (found?.length) show(found);
    else hide();
  });
  code.addEventListener("change", async () => {
    if (code.value.trim().length !== 18) return;
    hide();
    if (name.value.trim()) return;
    const found = await ask({ code: code.value });
    if (found?.length) name.value = found[0].name;
  });
  (name.closest("[data-field]") ?? name.parentElement).append(box);
})();
