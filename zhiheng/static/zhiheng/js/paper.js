// Draws the charts of a paper. They carry their option themselves and were drawn to a width of the printed page.
(() => {
  let library;
  function load() {
    library ??= window.echarts ? Promise.resolve(window.echarts) : new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = document.body.dataset.echarts;
      script.onload = () => done(window.echarts);
      script.onerror = failed;
      document.head.append(script);
    });
    return library;
  }
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) window.echarts?.getInstanceByDom(target)?.resize();
  });
  async function draw(box) {
    box.dataset.drawn = "1";
    try {
      const option = JSON.parse(box.dataset.option);
      option.animation = false;
      if (box.clientWidth < 560 && option.xAxis?.type === "category") {
        option.xAxis.axisLabel = { ...option.xAxis.axisLabel, interval: "auto", hideOverlap: true }; // a phone is narrower than the page
      }
      const echarts = await load();
      echarts.init(box, null, { renderer: "svg" }).setOption(option);
      watch.observe(box);
      box.dataset.drawn = "done";
    } catch (error) {
      console.warn(error);
      box.textContent = box.getAttribute("aria-label");
    }
  }
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".paper .chart[data-option]:not([data-drawn])").forEach(draw);
  });
})();
