"""ECharts options to SVG and PNG without a browser: V8 runs the very script the web pages load.

The same option gives the same SVG text, whatever was drawn before. The SVG carries no ``style``, ``class`` or
``<style>``, so it may stand inside a page under a strict content security policy.
"""

from __future__ import annotations

import copy
import functools
import hashlib
import json
import os
import re
import weakref
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import resvg_py
from lxml import etree
from py_mini_racer import JSEvalException, JSTimeoutException, MiniRacer

from zhiheng.kernels.papers.check import check_option, option_text
from zhiheng.kernels.papers.model import Chart, PaperError

__all__ = ["CHART_FAMILY", "ChartEngine", "chart_engine"]

CHART_FAMILY = "Noto Sans CJK SC"
_SVG = "http://www.w3.org/2000/svg"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")

_DRAW = """
if (typeof console === 'undefined') { globalThis.console = {}; }
console.log = console.info = console.warn = console.error = function () {};
function zhihengDraw(text, width, height) {
  var chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: height});
  try {
    var option = JSON.parse(text);
    chart.setOption(option);
    var svg = chart.renderToSVGString();
    var drawn = chart.getZr().storage.getDisplayList(true).length;
    var wanted = [].concat(option.series || []).length;
    return JSON.stringify({svg: svg, drawn: drawn, series: chart.getModel().getSeriesCount(), wanted: wanted});
  } finally { chart.dispose(); }
}
"""


class ChartEngine:
    """One V8 isolate with ECharts loaded (about 0.1 s to start, then 10 to 20 ms a chart).

    ``script`` is the text of ``echarts.min.js``. ``family`` is the font of all chart text; ``font_files`` and
    ``font_dirs`` add fonts for the PNG, ``system_fonts`` lets the machine's own fonts be used.
    Safe to share between threads; drawings are made one after another.
    """

    def __init__(
        self,
        script: str | bytes,
        *,
        family: str = CHART_FAMILY,
        font_files: Sequence[str] = (),
        font_dirs: Sequence[str] = (),
        system_fonts: bool = True,
        timeout: float = 20.0,
    ) -> None:
        self.family = family
        self._timeout = timeout
        self._fonts = {
            "font_files": list(font_files),
            "font_dirs": list(font_dirs),
            "skip_system_fonts": not system_fonts,
        }
        self._chinese_checked = False
        # V8 has a thread of its own: the binding refuses time limits where an event loop runs (a browser test, ASGI).
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="charts")
        self._engine: MiniRacer = self._worker.submit(MiniRacer).result()
        # V8 left open when the interpreter ends keeps the process from ending
        weakref.finalize(self, _close, self._engine, os.getpid())
        text = script.decode("utf-8") if isinstance(script, bytes) else script
        try:
            self._run(text)
            if self._run("typeof echarts") != "object":
                raise PaperError("图表引擎", "给出的脚本不是 ECharts，请给 echarts.min.js 的内容")
            self._run(_DRAW)
        except JSEvalException as error:
            raise PaperError("图表引擎", f"ECharts 脚本不能运行：{_first_line(error)}") from error

    def _run(self, code: str, timeout_sec: float | None = None) -> Any:
        return self._worker.submit(self._engine.eval, code, timeout_sec=timeout_sec).result()

    def svg(self, chart: Chart, where: str = "", prefix: str = "c") -> str:
        """The chart as SVG text on white. ``prefix`` keeps ids apart when several stand in one page."""
        where = where or f"图“{chart.caption}”"
        check_option(chart.option, where)
        text = json.dumps(option_text(self._dressed(chart.option), where))
        try:
            call = f"zhihengDraw({text},{int(chart.width)},{int(chart.height)})"
            answer = self._run(call, timeout_sec=self._timeout)
        except JSTimeoutException as error:
            raise PaperError(where, f"画图超过 {self._timeout:g} 秒，请减少数据点") from error
        except JSEvalException as error:
            raise PaperError(where, f"画图失败：{_first_line(error)}；请检查系列类型和坐标轴") from error
        drawn = json.loads(str(answer))
        if drawn["series"] != drawn["wanted"] or not drawn["drawn"]:
            raise PaperError(
                where, f"应画 {drawn['wanted']} 个系列，只画出 {drawn['series']} 个；请检查系列类型"
            )
        return _strict(drawn["svg"], chart.alt, prefix)

    def png(self, chart: Chart, where: str = "", zoom: int = 2) -> bytes:
        """The chart as PNG on white, ``zoom`` times its size in pixels."""
        where = where or f"图“{chart.caption}”"
        self._need_chinese()
        return self._raster(self.svg(chart, where), where, zoom)

    def _dressed(self, option: dict[str, Any]) -> dict[str, Any]:
        """The option as printed: no animation, white ground, a font that has Chinese."""
        dressed = copy.copy(option)
        dressed["animation"] = False
        if dressed.get("backgroundColor") in (None, "", "transparent"):
            dressed["backgroundColor"] = "#ffffff"
        style = dressed.get("textStyle")
        dressed["textStyle"] = {**(style if isinstance(style, dict) else {}), "fontFamily": self.family}
        return dressed

    def _raster(self, svg: str, where: str, zoom: float) -> bytes:
        try:
            return bytes(
                resvg_py.svg_to_bytes(
                    svg_string=svg,
                    background="#ffffff",
                    zoom=zoom,
                    languages=["zh-CN"],
                    font_family=self.family,
                    sans_serif_family=self.family,
                    **self._fonts,  # type: ignore[arg-type]
                )
            )
        except Exception as error:  # the binding raises bare exceptions of several kinds
            raise PaperError(where, f"图不能转成图片：{error}") from error

    def _need_chinese(self) -> None:
        """Without a Chinese font the rasteriser drops the text silently: two characters must look different."""
        if self._chinese_checked:
            return
        blank, first, second = (
            self._raster(
                f'<svg xmlns="{_SVG}" width="40" height="40"><text x="4" y="30" font-size="28" '
                f'font-family="{self.family}">{text}</text></svg>',
                "图表字体",
                1,
            )
            for text in ("", "质", "衡")
        )
        if first in (blank, second):
            raise PaperError(
                "图表字体", f"这台机器没有能显示中文的字体（想用 {self.family}），请安装或在设置里指明"
            )
        self._chinese_checked = True


def chart_engine(
    script: str | bytes, *, family: str = CHART_FAMILY, font_dirs: Sequence[str] = ()
) -> ChartEngine:
    """An engine kept for this script and process; a forked process gets its own, since V8 does not survive it."""
    content = script.encode("utf-8") if isinstance(script, str) else script
    return _kept(_Script(content), family, tuple(font_dirs), os.getpid())


class _Script:
    """The script as a cache key: compared by digest, not held in the key's hash character by character."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.digest = hashlib.sha256(content).digest()

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Script) and other.digest == self.digest


@functools.lru_cache(maxsize=4)
def _kept(script: _Script, family: str, font_dirs: tuple[str, ...], _process: int) -> ChartEngine:
    return ChartEngine(script.content, family=family, font_dirs=font_dirs)


def _strict(svg: str, alt: str, prefix: str) -> str:
    """Same picture, fit for a strict policy and equal every time: ECharts numbers ids and classes by its
    running count, hangs hover rules on classes and writes type sizes as inline style."""
    root = etree.fromstring(svg.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))
    for style in root.findall(f".//{{{_SVG}}}style"):
        parent = style.getparent()
        if parent is not None:
            parent.remove(style)
    names: dict[str, str] = {}
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for element in elements:
        identity = element.get("id")
        if identity is not None:
            names[identity] = f"{prefix}-{len(names)}"
            element.set("id", names[identity])
    for element in elements:
        inline = element.attrib.pop("style", "")
        for declaration in inline.split(";"):
            name, colon, value = declaration.partition(":")
            if colon:
                element.set(name.strip(), value.strip())
        for name in list(element.attrib):
            if name in ("class", "pointer-events") or str(name).startswith("ecmeta"):
                del element.attrib[name]
            else:
                value = str(element.attrib[name])
                if "url(#" in value:
                    element.set(name, _REFERENCE.sub(lambda hit: f"url(#{names[hit[1]]})", value))
    root.set("role", "img")
    root.set("aria-label", alt)
    return etree.tostring(root, encoding="unicode")


def _close(engine: MiniRacer, owner: int) -> None:
    if owner == os.getpid():  # a forked child has no V8 threads to stop
        engine.close()


def _first_line(error: Exception) -> str:
    """V8 quotes the whole minified line after the message."""
    return str(error).split("\n", 1)[0].removeprefix("<anonymous>:")[:200]
