"""What is made below the pages, with values inside, is read in English by an English reader, and by nobody else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from scripts import compile_messages as cm
from zhiheng.faces.shell.components import Alert, Light, show
from zhiheng.faces.shell.sentences import CONTEXT, PLACE, head, told
from zhiheng.kernels.identifiers import credit_code_doubt, gtin_doubt
from zhiheng.kernels.standards import doubt as standard_number_doubt

PO = cm.PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
#: What these say reaches pages as it is: every sentence of theirs must be known.
SPEAKERS = (
    "kernels/identifiers",
    "kernels/standards",
    "kernels/methods/progressing.py",
    "kernels/methods/cascading",
    "kernels/intake/words.py",
    "kernels/intake/dates.py",
    "kernels/intake/codes.py",
    "frame/dues/service.py",
    "frame/registers/batches.py",
    "frame/registers/locks.py",
    "frame/registers/service.py",
    "frame/registers/signing.py",
    "judgement/progress",
    "judgement/assessment",
    "records/tasks",
    "records/cascade/service.py",
)
#: Calls that make what a page shows.
SAYS = re.compile(r"(Error|Denied|Bad|Problem|TaskLight)$")


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("“12a”不是数值", "“12a” is not a number"),
        # A label within is put into English, a typed value is not, though both are words of choices.
        ("“区划”是必填项，不能为空", "“Region” is required and cannot be empty"),
        ("“合格”不在选项之内", "“合格” is not among the choices"),
        # A sentence within a sentence, and one after another.
        (
            "存疑：“1”有 1 位，商品条码应为 8、12、13 或 14 位数字。请核对；确实如此的，请写明理由后再登记。",
            "Doubted: “1” has 1 digits; a product barcode has 8, 12, 13 or 14. "
            "Please check; if it is right, say why and register again.",
        ),
        ("已过期限 8 天，尚未办结；所支撑的指标值没有数据", "8 days past the deadline, not settled; No data for the targets it feeds"),
        ("报称完成 40%，时间已过 50%", "reported 40% done, 50% of the time gone"),
        # Titles that are stored with dues: the period is of the software, the name of the task is not.
        ("任务进展(2016年第三季度)：提高合格率", "Progress of the task (Q3 2016): 提高合格率"),
        # What nobody made is nobody's to change.
        ("样例食品有限公司；样例水泥厂", "样例食品有限公司；样例水泥厂"),
        ("plain, 12", "plain, 12"),
    ],
)  # fmt: skip
def test_a_sentence_is_told_in_the_language_of_the_reader(said: str, english: str) -> None:
    with translation.override("en"):
        assert told(said) == english
    with translation.override("zh-hans"):
        assert told(said) == said


def test_what_is_no_text_stays_as_it_is() -> None:
    with translation.override("en"):
        assert told(None) is None and told(12) == 12
        assert told(html := mark_safe("<b>“12a”不是数值</b>")) is html
        assert told("“12a”不是数值") != "“12a”不是数值"
        assert told(long := f"“{'1' * 2000}a”不是数值") is long  # somebody's own words


def test_components_tell_what_they_are_given() -> None:
    with translation.override("en"):
        assert "is not a number" in show("“12a”不是数值")
        assert "not settled" in show(Light("red", "已过期限 8 天，尚未办结"))
        assert "is not a number" in show(Alert("x", "“12a”不是数值。"))


def test_the_head_of_a_title_is_what_is_owed() -> None:
    with translation.override("en"):
        assert head("复审：样例A") != "复审" and head("没有这样的：样例A") == "没有这样的"
        assert told("复审：样例A") == f"{head('复审：样例A')}: 样例A"
    with translation.override("zh-hans"):
        assert head("复审：样例A") == "复审"


@pytest.mark.parametrize(
    "doubt", [credit_code_doubt("9162070012345678XY"), gtin_doubt("690123"), standard_number_doubt("GB 1")]
)
def test_doubts_are_read_whole_in_english(doubt: str | None) -> None:
    with translation.override("en"):
        assert doubt and not cm.CHINESE.search(told(doubt))


def test_every_sentence_below_the_pages_is_known() -> None:
    """Add one to django.po under the context 句, a place for each value; places of words begin with w."""
    begin = f"{CONTEXT}\x04"
    messages = cm.read_po(PO)
    known = {
        PLACE.sub("\0", k.removeprefix(begin)).replace("%%", "%") for k in messages if k.startswith(begin)
    }
    known |= set(messages)
    lacking = {
        f"{path.relative_to(cm.PACKAGE)}: {said}"
        for speaker in SPEAKERS
        for path in _modules(cm.PACKAGE / speaker)
        for said in _said(ast.parse(path.read_text(encoding="utf-8")))
        if said not in known and f"{said}。" not in known and said.rstrip("。") not in known
    }
    assert lacking == set()


def _modules(at: Path) -> list[Path]:
    return [at] if at.is_file() else sorted(at.rglob("*.py"))


def _said(tree: ast.AST) -> Iterator[str]:
    """Texts given to what is raised or shown, each place a NUL."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and SAYS.search(ast.unparse(node.func)):
            for given in node.args:
                if isinstance(given, ast.Constant | ast.JoinedStr) and cm.CHINESE.search(
                    said := _text(given)
                ):
                    yield said


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "\0" for v in node.values)
