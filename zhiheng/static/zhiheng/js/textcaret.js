// A caret in text that is read, not written: arrows move it, Shift marks, so that a passage can be chosen by keyboard.
// The pane stays plain text: no editing, and an input method has nothing to write into.
(() => {
  const pane = document.getElementById("text-pane");
  if (!pane) return;
  const caret = document.createElement("span");
  caret.className = "zh-caret";
  caret.setAttribute("aria-hidden", "true");
  caret.hidden = true;
  let active = false; // arrows move the caret; until then they scroll
  const selection = () => window.getSelection();
  const inside = () => selection().rangeCount > 0 && pane.contains(selection().focusNode);

  function place(node, offset) {
    selection().collapse(node, offset);
    active = true;
    draw();
  }
  function draw() {
    if (!active || !inside()) {
      caret.hidden = true;
      return;
    }
    if (!caret.isConnected) pane.append(caret);
    const range = document.createRange();
    range.setStart(selection().focusNode, selection().focusOffset);
    let box = range.getClientRects()[0];
    if (!box && selection().focusNode.nodeType === Node.ELEMENT_NODE) {
      box = (selection().focusNode.childNodes[selection().focusOffset] || selection().focusNode).getBoundingClientRect?.();
    }
    if (!box) return;
    const frame = pane.getBoundingClientRect();
    caret.hidden = false;
    caret.style.left = `${box.left - frame.left + pane.scrollLeft}px`;
    caret.style.top = `${box.top - frame.top + pane.scrollTop}px`;
    caret.style.height = `${box.height || 20}px`;
    const top = box.top - frame.top;
    if (top < 0) pane.scrollTop += top - 20;
    else if (top + 24 > pane.clientHeight) pane.scrollTop += top + 24 - pane.clientHeight + 20;
  }
  function first() {
    const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
    const frame = pane.getBoundingClientRect();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      if (range.getBoundingClientRect().bottom > frame.top) return node;
    }
    return null;
  }
  const moves = {
    ArrowLeft: ["backward", "character", "word"], ArrowRight: ["forward", "character", "word"],
    ArrowUp: ["backward", "line", "paragraph"], ArrowDown: ["forward", "line", "paragraph"],
    Home: ["backward", "lineboundary", "documentboundary"], End: ["forward", "lineboundary", "documentboundary"],
  };
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      active = false;
      if (inside()) selection().collapseToEnd();
      draw();
      return;
    }
    const move = moves[event.key];
    if (!move || event.altKey || event.metaKey) return;
    const begins = event.shiftKey || event.key === "ArrowLeft" || event.key === "ArrowRight";
    if (!active && !begins) return; // plain up and down still scroll
    event.preventDefault();
    event.stopPropagation();
    if (!active || !inside()) {
      const node = inside() ? null : first();
      if (node) selection().collapse(node, 0);
      active = true;
    }
    const was = [selection().anchorNode, selection().anchorOffset, selection().focusNode, selection().focusOffset];
    selection().modify(event.shiftKey ? "extend" : "move", move[0], event.ctrlKey ? move[2] : move[1]);
    if (!inside()) selection().setBaseAndExtent(...was);
    draw();
  });
  pane.addEventListener("mouseup", () => {
    active = inside();
    draw();
  });
  pane.addEventListener("blur", () => (caret.hidden = true));
  pane.addEventListener("focus", draw);

  // The marked passage as blocks and offsets; null when nothing in the text is marked.
  function end(node, offset) {
    const at = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    let block = at.closest(".zh-block");
    if (!block && node === pane) {
      block = pane.childNodes[Math.min(offset, pane.childNodes.length - 1)]?.closest?.(".zh-block");
      if (!block) return null;
      return [Number(block.dataset.block), 0];
    }
    if (!block) return null;
    const range = document.createRange();
    range.selectNodeContents(block);
    range.setEnd(node, offset);
    return [Number(block.dataset.block), range.toString().length];
  }
  function marked() {
    const chosen = selection();
    if (!chosen.rangeCount || chosen.isCollapsed || !pane.contains(chosen.anchorNode) || !pane.contains(chosen.focusNode)) return null;
    const from = end(chosen.anchorNode, chosen.anchorOffset);
    const to = end(chosen.focusNode, chosen.focusOffset);
    return from && to ? { b1: from[0], o1: from[1], b2: to[0], o2: to[1], words: String(chosen) } : null;
  }
  window.zhiheng = { ...window.zhiheng, caret: { place, marked, draw } };
})();
