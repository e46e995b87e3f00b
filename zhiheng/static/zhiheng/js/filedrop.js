// A file may be dropped on its field; what was taken is said with its size.
(() => {
  const zone = (event) => event.target.closest?.("[data-drop]");
  const size = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
  document.addEventListener("dragover", (event) => {
    const drop = zone(event);
    if (!drop) return;
    event.preventDefault();
    drop.classList.add("zh-over");
  });
  document.addEventListener("dragleave", (event) => zone(event)?.classList.remove("zh-over"));
  document.addEventListener("drop", (event) => {
    const drop = zone(event);
    if (!drop) return;
    event.preventDefault();
    drop.classList.remove("zh-over");
    const input = drop.querySelector("input[type=file]");
    const taken = new DataTransfer();
    for (const file of [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1)) taken.items.add(file);
    input.files = taken.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("change", (event) => {
    const drop = zone(event);
    if (!drop || event.target.type !== "file") return;
    drop.querySelector("[data-drop-names]").textContent = [...event.target.files].map((f) => `${f.name} (${size(f.size)})`).join(", ");
  });
})();
