"""The check sheet of a return: its rules, read from YAML, and what they find in a row.

A rule says what must hold: ``left operator right``. Both sides are arithmetic over the row's columns, those of the
period before (``previous.x``) and of the same period a year ago (``year_ago.x``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

import yaml

from zhiheng.kernels.checks.expressions import CheckError, Column, Expression, Period, Ref, Values, parse

Level = Literal["hard", "soft"]
OPERATORS = ("=", "<>", "<", "<=", ">", ">=")
#: What a rule wants of its left side, in words.
WANTED = {"=": "应等于", "<>": "不应等于", "<": "应小于", "<=": "应不大于", ">": "应大于", ">=": "应不小于"}
LEVELS: tuple[Level, ...] = ("hard", "soft")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_RULE_WORDS = {"key", "left", "operator", "right", "tolerance", "message", "level"}
_SHEET_WORDS = {"key", "title", "source", "certainty", "rules"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold: with both sides as worked out, and this row's columns that it is about."""

    rule: str
    level: Level
    columns: tuple[str, ...]
    message: str
    left: Decimal
    right: Decimal
    operator: str = "="

    @property
    def text(self) -> str:
        return f"{self.message}（{' '.join(self.sides)}）"

    @property
    def sides(self) -> tuple[str, str, str]:
        """The left side, how it should stand to the right one, and that."""
        return _plain(self.left), WANTED[self.operator], _plain(self.right)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one row; ``unjudged``: keys of rules that lacked a value."""

    findings: tuple[Finding, ...] = ()
    unjudged: tuple[str, ...] = ()

    @property
    def hard(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.level == "hard")

    @property
    def soft(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.level == "soft")


@dataclass(frozen=True, slots=True)
class Rule:
    """``tolerance`` widens the comparison: a number in the columns' unit, or a share of the right side."""

    key: str
    left: Expression
    operator: str
    right: Expression
    message: str
    level: Level = "hard"
    tolerance: Decimal = Decimal(0)
    relative: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of this period's row; the first one is where a message is put."""
        refs = (*self.left.refs, *self.right.refs)
        return tuple(dict.fromkeys(r.name for r in refs if r.period == "this"))

    @property
    def periods(self) -> frozenset[Period]:
        return frozenset(r.period for r in (*self.left.refs, *self.right.refs))

    def holds(self, left: Decimal, right: Decimal) -> bool:
        slack = abs(right) * self.tolerance if self.relative else self.tolerance
        match self.operator:
            case "=":
                return abs(left - right) <= slack
            case "<>":
                return abs(left - right) > slack
            case "<":
                return left < right + slack
            case "<=":
                return left <= right + slack
            case ">":
                return left > right - slack
            case _:
                return left >= right - slack


@dataclass(frozen=True)
class Sheet:
    """All rules of one return."""

    key: str
    title: str
    rules: tuple[Rule, ...]
    source: str = ""
    certainty: str = ""

    @property
    def periods(self) -> frozenset[Period]:
        """Which rows besides its own the rules look at."""
        return frozenset(p for rule in self.rules for p in rule.periods) - {"this"}

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(
            ref.name for rule in self.rules for side in (rule.left, rule.right) for ref in side.refs
        )

    def judge(self, row: Values, previous: Values | None = None, year_ago: Values | None = None) -> Verdict:
        """Hold one row against every rule. Missing values leave a rule unjudged."""
        rows: dict[Period, Values | None] = {"this": row, "previous": previous, "year_ago": year_ago}
        findings: list[Finding] = []
        unjudged: list[str] = []
        for rule in self.rules:
            left, right = rule.left.value(rows), rule.right.value(rows)
            if left is None or right is None:
                unjudged.append(rule.key)
            elif not rule.holds(left, right):
                findings.append(
                    Finding(rule.key, rule.level, rule.columns, rule.message, left, right, rule.operator)
                )
        return Verdict(tuple(findings), tuple(unjudged))

    def judge_columns(self, of: Callable[[Ref], Column], size: int) -> dict[int, tuple[Finding, ...]]:
        """Hold many rows against every rule; gives what was found by the row's place, rows without findings left out.

        ``of``: what a column of this period, of the one before or of a year ago holds in each of the ``size`` rows.
        """
        found: dict[int, list[Finding]] = {}
        for rule in self.rules:
            lefts, rights = rule.left.column(of, size), rule.right.column(of, size)
            plain, holds = (rule.operator, rule.tolerance) == ("<=", 0), rule.holds
            for at, (left, right) in enumerate(zip(lefts, rights, strict=True)):
                if left is None or right is None or (left <= right if plain else holds(left, right)):
                    continue
                finding = Finding(
                    rule.key, rule.level, rule.columns, rule.message, left, right, rule.operator
                )
                found.setdefault(at, []).append(finding)
        return {at: tuple(findings) for at, findings in sorted(found.items())}

    def require_columns(self, numbers: Iterable[str]) -> None:
        """CheckError when a rule uses a column that is not among ``numbers``, with the rule and what there is."""
        known = set(numbers)
        for rule in self.rules:
            for side in (rule.left, rule.right):
                for ref in side.refs:
                    if ref.name not in known:
                        raise CheckError(
                            f"{self.key}.yaml：规则“{rule.key}”的算式“{side.text}”用了“{ref.name}”，"
                            f"它不是数字列；可用：{'、'.join(sorted(known))}"
                        )


def read(document: object, where: str) -> Sheet:
    """A sheet from a mapping as YAML gives it. Raises CheckError naming file, rule and key."""
    if not isinstance(document, Mapping):
        raise CheckError(f"{where}：应是键值结构，写明 key、title、rules")
    _known_words(document, _SHEET_WORDS, where)
    key = _text(document, "key", where)
    if not _KEY.fullmatch(key):
        raise CheckError(f"{where}：key“{key}”只能用小写字母、数字和下划线")
    listed = document.get("rules")
    if not isinstance(listed, list) or not listed:
        raise CheckError(f"{where}：rules 应是非空列表")
    rules = [_rule(raw, f"{where}：第 {n} 条规则") for n, raw in enumerate(listed, 1)]
    keys = [r.key for r in rules]
    if twice := {k for k in keys if keys.count(k) > 1}:
        raise CheckError(f"{where}：规则标识写了两次：{'、'.join(sorted(twice))}")
    return Sheet(
        key,
        _text(document, "title", where),
        tuple(rules),
        str(document.get("source") or ""),
        str(document.get("certainty") or ""),
    )


@cache
def load(key: str, folder: Path | None = None) -> Sheet:
    """The sheet ``key`` of the packaged catalogue (or of ``folder``). Raises CheckError."""
    place: Path | Traversable = folder or resources.files("zhiheng").joinpath("catalogue").joinpath("checks")
    file = place.joinpath(f"{key}.yaml")
    if not _KEY.fullmatch(key) or not file.is_file():
        raise CheckError(f"没有审核规则 catalogue/checks/{key}.yaml，请核对名称或补上该文件")
    try:
        document: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CheckError(f"{key}.yaml：不是有效的 YAML：{error}") from error
    sheet = read(document, f"{key}.yaml")
    if sheet.key != key:
        raise CheckError(f"{key}.yaml：文件里的 key 是“{sheet.key}”，应与文件名相同")
    return sheet


def _rule(raw: object, where: str) -> Rule:
    if not isinstance(raw, Mapping):
        raise CheckError(f"{where}：应写明 key、left、operator、right、message")
    _known_words(raw, _RULE_WORDS, where)
    key = _text(raw, "key", where)
    where = f"{where}（{key}）"
    operator = _text(raw, "operator", where)
    if operator not in OPERATORS:
        raise CheckError(f"{where}：operator 是“{operator}”，只能是 {' '.join(OPERATORS)}")
    level = str(raw.get("level", "hard"))
    if level not in LEVELS:
        raise CheckError(f"{where}：level 是“{level}”，只能是 {'、'.join(LEVELS)}")
    tolerance, relative = _tolerance(raw.get("tolerance", 0), where)
    made = Rule(
        key,
        _side(raw, "left", where),
        operator,
        _side(raw, "right", where),
        _text(raw, "message", where),
        "soft" if level == "soft" else "hard",
        tolerance,
        relative,
    )
    if not made.columns:
        raise CheckError(f"{where}：两边都没有用到本期的列")
    return made


def _side(raw: Mapping[str, Any], name: str, where: str) -> Expression:
    try:
        return parse(_text(raw, name, where))
    except CheckError as error:
        raise CheckError(f"{where}：{name}：{error}" if where not in str(error) else str(error)) from None


def _tolerance(raw: object, where: str) -> tuple[Decimal, bool]:
    words = str(raw).strip()
    relative = words.endswith("%")
    try:
        found = Decimal(words.removesuffix("%"))
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or found < 0:
        raise CheckError(f"{where}：tolerance 是“{words}”，应为不小于 0 的数或百分数（如 0.01、5%）")
    return (found / 100 if relative else found), relative


def _text(raw: Mapping[Any, Any], name: str, where: str) -> str:
    found = raw.get(name)
    if found is None or isinstance(found, (bool, list, dict)) or not str(found).strip():
        raise CheckError(f"{where}：缺 {name}")
    return str(found).strip()


def _known_words(raw: Mapping[Any, Any], known: set[str], where: str) -> None:
    if strange := [str(k) for k in raw if k not in known]:
        raise CheckError(f"{where}：不认识的项 {'、'.join(strange)}；可用：{'、'.join(sorted(known))}")


def _plain(value: Decimal) -> str:
    """A number as people write it: no exponent, no trailing zeros, at most four decimals."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
