// Draws every [data-chart] from the option in its JSON script. ECharts is fetched only where a chart is.
(() => {
  const INK = "#1c2733";
  const SOFT = "#55606b";
  // Apart in lightness as well as in hue; lines also get different dashes and symbols.
  const COLOURS = ["#1b5e9b", "#d55e00", "#00694a", "#a0528a", "#8a6d00", "#4a90c4", "#6b4c3b", "#55606b"];
  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle", "emptyDiamond"];
  const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3]];
  let library;
  const maps = new Map();

  function load() {
    library ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = document.body.dataset.echarts;
      script.onload = () => {
        const axis = {
          axisLine: { lineStyle: { color: "#8895a2" } },
          axisLabel: { color: SOFT },
          nameTextStyle: { color: SOFT },
          splitLine: { lineStyle: { color: "#e4e9ee" } },
        };
        window.echarts.registerTheme("zhiheng", {
          color: COLOURS,
          textStyle: { color: INK, fontFamily: getComputedStyle(document.body).fontFamily },
          categoryAxis: { ...axis, splitLine: { show: false } },
          valueAxis: { ...axis, axisLine: { show: false } },
          timeAxis: axis,
          legend: { textStyle: { color: INK } },
        });
        done(window.echarts);
      };
      script.onerror = failed;
      document.head.append(script);
    });
    return library;
  }
  function shape(echarts, name, url) {
    if (!maps.has(url)) {
      maps.set(url, fetch(url).then((answer) => {
        if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
        return answer.json();
      }).then((json) => echarts.registerMap(name, json)));
    }
    return maps.get(url);
  }
  function finish(option, unit, box) {
    const map = option.series.some?.((s) => s.type === "map");
    const nodata = document.getElementById("strings").dataset.nodata;
    const write = (v) => (v === null || v === undefined || v === "-" || Number.isNaN(v) ? nodata : `${Number(v).toLocaleString("en-US")}${unit}`);
    option.animation = false;
    option.aria = { enabled: false };
    option.tooltip = { trigger: map ? "item" : "axis", confine: true, valueFormatter: write, ...option.tooltip, renderMode: "richText" };
    if (map) option.tooltip.formatter = (p) => `${p.name}: ${write(p.value)}`;
    else {
      // axis names stand at the top left and right ends, so they need room
      option.grid = { left: 12, right: 24, top: option.series.length > 1 ? 48 : 36, bottom: 8, containLabel: true, ...option.grid };
      if (option.series.length > 1) option.legend = { top: 0, left: 0, type: box.clientWidth < 500 ? "scroll" : "plain", ...option.legend };
    }
    option.series.forEach?.((s, i) => {
      if (s.type !== "line") return;
      s.symbol ??= SYMBOLS[i % SYMBOLS.length];
      s.symbolSize ??= 7;
      s.connectNulls ??= false;
      s.lineStyle = { width: 2, type: DASHES[i % DASHES.length], ...s.lineStyle };
    });
    return option;
  }
  const watch = new ResizeObserver((entries) => {
    // A box without room (hidden, or between two layouts) would leave a map nothing to divide by.
    for (const { target, contentRect } of entries) {
      if (contentRect.width >= 40 && contentRect.height >= 40) window.echarts?.getInstanceByDom(target)?.resize();
    }
  });
  async function draw(box) {
    box.dataset.drawn = "1";
    try {
      const option = JSON.parse(document.getElementById(box.dataset.chart).textContent);
      option.series = [option.series].flat();
      const echarts = await load();
      if (box.dataset.mapUrl) await shape(echarts, box.dataset.map, box.dataset.mapUrl);
      const points = option.series.reduce((n, s) => n + (s.data?.length || 0), 0);
      const chart = echarts.init(box, "zhiheng", { renderer: points > 2000 ? "canvas" : "svg" });
      chart.setOption(finish(option, box.dataset.unit || "", box));
      watch.observe(box);
      box.dataset.drawn = "done";
    } catch (error) {
      console.warn(error);
      box.textContent = document.getElementById("strings").dataset.chartfailed;
      box.className = "zh-canvas-failed";
      const data = box.closest("figure")?.querySelector("details");
      if (data) data.open = true;
    }
  }
  const start = () => document.querySelectorAll("[data-chart]:not([data-drawn])").forEach(draw);
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSettle", start);
  document.addEventListener("htmx:beforeCleanupElement", (event) => window.echarts?.getInstanceByDom(event.target)?.dispose());
})();
