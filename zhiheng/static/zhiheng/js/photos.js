// Photos are made smaller on the phone before they are sent (2000 px at most), and shown before they are saved.
(() => {
  const LONGEST = 2000;
  async function smaller(file) {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const by = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    if (by === 1 && file.size < 1.5e6) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * by);
    canvas.height = Math.round(bitmap.height * by);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return blob ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
  }
  const shown = async (file) => {
    const reader = new FileReader();
    const url = await new Promise((done) => {
      reader.onload = () => done(reader.result);
      reader.readAsDataURL(file);
    });
    const item = document.createElement("li");
    const image = document.createElement("img");
    image.src = url;
    image.alt = file.name;
    const words = document.createElement("small");
    words.textContent = `${Math.ceil(file.size / 1024)} KB`;
    item.append(image, words);
    return item;
  };
  let taken = [];
  let own = false;
  document.addEventListener("change", async (event) => {
    const input = event.target;
    if (!input.matches?.("[data-photos]") || own) return;
    const button = input.form.querySelector("[data-save]");
    button.disabled = true;
    try {
      // A second shot joins the first: each use of the camera gives one photo.
      for (const file of input.files) {
        try {
          taken.push(await smaller(file));
        } catch {
          taken.push(file); // the server says what it is
        }
      }
      const all = new DataTransfer();
      for (const file of taken) all.items.add(file);
      own = true;
      input.files = all.files;
      own = false;
      const list = input.form.querySelector("[data-photo-preview]");
      list.replaceChildren(...(await Promise.all(taken.map(shown))));
    } finally {
      button.disabled = false;
    }
  });
})();
