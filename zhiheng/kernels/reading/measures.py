"""How a figure is measured and compared, and what is doubtful about it, from its statement."""

from __future__ import annotations

import re

from .names import Namer
from .statements import Statement

_NEW = re.compile(r"新增|新建|新培育|新认定|新注册|新申报")
_RATIO = re.compile(
    r"(?:每[千万百十亿]+(?!个|家|名.?企|村|镇|乡)|每(?=平方公里|人|户)|千人(?!计划)|万人(?!计划)|百户"
    r"|^[十百千万亿]+(?:企|户|人|台|车|辆|吨|元(?!以上|级))|^(?:年?人均|户均|单位|万元(?!以上)|亿元(?!以上)|万台|千人|万人|百户|亩均|地均))"
)
_STATE = re.compile(r"(?:均|都)(?:要|应|须)?(?:配备|配有|设有)")
_WITH_IT = ("案值", "货值", "涉案金额", "涉案货值", "罚没款", "建筑面积", "合同金额")
_AUTHORED = re.compile(r"(?:参与|主导|牵头|主持|组织)[\u4e00-\u9fff、]{2,20}(?:制修订|制定|修订|起草)$")
_EACH = re.compile(r"(?:人均|户均|每人|每户|每亩)(?:不低于|不少于|达到)?\s*$")
_PASSED = frozenset(("突破", "超过", "超", "逾", "高于"))
_ACTIVITY = frozenset(
    ("次", "场", "场次", "期", "人次", "批", "批次", "起", "宗", "班次", "场(次)", "户次", "家次")
)
_POINTS = ("百分点", "个百分点", "个千分点", "个点", "番")
_SHORT, _BARELY, _BARELY_RATE, _LONG = 2, 4, 5, 40
_NO_BEGINNING = ("对", "为", "在", "将", "把", "按", "与", "以", "和", "及", "的", "等", "由", "从", "使")


def measure_of(namer: Namer, statement: Statement, kind: str, inherited: str | None) -> str:
    """level | cumulative | increment | change; notes which sign decided as a step."""
    measure, sign = _measure(namer, statement, kind, inherited)
    statement.step(f"measure-by-{sign}")
    return measure


def _measure(namer: Namer, statement: Statement, kind: str, inherited: str | None) -> tuple[str, str]:
    """(measure, the sign that tells it), from the verbs, the unit and the name's head."""
    quantity = statement.segment.quantity
    if quantity.unit in _POINTS:
        return "change", "unit"
    if statement.change and quantity.unit_kind in ("rate", "quantity", "duration", ""):
        return "change", "verb"
    if quantity.unit_kind in ("rate", "", "duration"):
        return "level", "unit"
    if (
        _RATIO.search(statement.name)
        or ("/" in quantity.unit and not statement.verbs)
        or _EACH.search(statement.segment.left)
    ):
        return "level", "ratio"
    if kind == "result" and inherited == "increment" and statement.name.endswith(_WITH_IT):
        return "increment", "neighbour"
    if _STATE.search(statement.segment.left[-30:]) or (kind == "result" and "没有" in statement.name):
        return "level", "reach"
    if statement.stock or (quantity.unit_kind == "count" and namer.stock_nouns.ending(statement.name)):
        return "cumulative", "stock"
    if quantity.value == 0 and not statement.verbs:
        return "level", "limit"
    if statement.op == "<=" and not statement.verbs and not statement.recurring:
        return "level", "limit"
    if (
        statement.form == "subject-number"
        and namer.level_heads.ending(statement.name)
        and (quantity.unit_kind == "quantity" or namer.rate_heads.ending(statement.name))
    ):
        return "level", "head"
    if statement.change:
        return ("change" if statement.falls else "increment"), "verb"
    if statement.falls:
        return "level", "verb"
    reported = kind == "result" and statement.until and quantity.unit_kind == "count"
    if "覆盖" in statement.verbs and not any(verb in namer.fresh for verb in statement.verbs):
        return "level", "reach"
    if statement.name.endswith("增收"):
        return "increment", "verb"
    fresh = any(verb in namer.fresh or verb in namer.deeds for verb in statement.verbs)
    if reported and not fresh and quantity.unit not in _ACTIVITY:
        return "cumulative", "stock"
    if statement.verbs or statement.yearly or statement.recurring:
        return "increment", "verb"
    reached = [
        word for word in statement.taken if word in namer.arrivals or word in namer.at_most or word in _PASSED
    ]
    if statement.form == "verb-number-object":
        # 每年不少于2家企业申报: only compared, not reached
        reached = [word for word in reached if word in namer.arrivals]
    new = _NEW.search(statement.name) is not None
    if reached and not new and _AUTHORED.match(statement.name):
        return "increment", "verb"  # 参与国际标准制修订突破30项: a piece of work, no stock
    if reached and not new:
        return ("level" if quantity.unit_kind == "quantity" else "cumulative"), "reach"
    if new or quantity.unit in _ACTIVITY:
        return "increment", "unit"
    if statement.form in ("thing-and-deed", "number-subject-deed") or (
        statement.form == "verb-number-object" and (inherited is None or not statement.segment.in_list)
    ):
        return "increment", "form"
    if inherited in ("increment", "cumulative"):
        return inherited, "neighbour"
    if quantity.unit_kind == "quantity":
        return "level", "default"
    return ("increment" if kind == "result" else "cumulative"), "default"


def op_of(namer: Namer, statement: Statement, kind: str, measure: str) -> str:
    """>=, <=, =, ~ or between; notes what decided where the text does not say it outright."""
    quantity = statement.segment.quantity
    if quantity.op:
        return quantity.op
    if statement.op:
        return statement.op
    if kind == "result" or quantity.value == 0:
        statement.step("comparison-exact")
        return "="
    if statement.falls and not statement.change and measure == "level":
        statement.step("fall-to-is-at-most")
        return "<="
    if quantity.unit == "%" and quantity.value == 100 and measure == "level":
        statement.step("comparison-whole")
        return "="
    exact = [verb for verb in statement.verbs if verb in namer.exact]
    if exact == ["推进"] and "工作" not in statement.segment.right + statement.name:
        exact = []  # 推进500家企业建立体系 is a number to reach, 推进18个景区升级工作 a stated set
    worked = bool(exact) and measure == "increment"
    if statement.existing or worked:
        statement.step("comparison-stated-set")
        return "="
    statement.step("comparison-at-least")
    return ">="


def doubts_of(namer: Namer, statement: Statement, kind: str, by: str | None) -> list[str]:
    """What a person should look at, by the steps that shaped the figure."""
    steps, out = set(statement.steps), []
    if "deadline-carried" in steps:
        out.append("far_deadline")
    if by is None:
        out.append("no_deadline" if kind == "target" else "undated_result")
    if steps & {"name-lent", "named-by-deed"}:
        out.append("lent_name")
    if steps & {"subject-lent", "sector-in-front", "rate-said-once"}:
        out.append("completed_name")
    if "kind-assumed" in steps:
        out.append("kind_guessed")
    if "measure-by-default" in steps or "measure-by-neighbour" in steps:
        out.append("measure_guessed")
    name = statement.name
    short = _BARELY if statement.segment.quantity.unit_kind == "count" else _BARELY_RATE
    little = len(name) <= short and "“" not in name
    if len(name) <= _SHORT or len(name) > _LONG or name.startswith(_NO_BEGINNING) or name in namer.bare:
        out.append("bare_name")
    elif name not in namer.rate_heads_alone and (
        little or namer.rate_tail(name) == name or name.endswith("总量比例")
    ):
        out.append("short_name")
    if statement.form in ("thing-and-deed", "number-subject-deed") or (
        statement.form == "verb-number-object" and not statement.verbs
    ):
        out.append("unusual_form")
    return out
