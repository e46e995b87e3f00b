"""Check rules: reading, judging, refusing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.checks import CheckError, Ref, load, parse, read
from zhiheng.kernels.checks.rules import OPERATORS, Sheet

ROW = {"a": Decimal(6), "b": 4, "c": 0.5, "gone": None}
BEFORE = {"a": Decimal(3)}
YEAR_AGO = {"a": Decimal(2)}


def value(text: str) -> Decimal | None:
    return parse(text).value({"this": ROW, "previous": BEFORE, "year_ago": YEAR_AGO})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a + b * c", 8),
        ("(a + b) * c", 5),
        ("a - b - c", Decimal("1.5")),
        ("a / b / c", 3),
        ("-a + 10", 4),
        ("- (a - b)", -2),
        ("abs(b - a)", 2),
        ("max(a, b, 7) - min(a, b)", 3),
        ("a * 50%", 3),
        ("previous.a + year_ago.a", 5),
        ("2.5", Decimal("2.5")),
        ("a / (b - 4)", None),
        ("a + gone", None),
        ("a + never_entered", None),
        ("year_ago.b", None),
    ],
)
def test_values(text: str, wanted: Any) -> None:
    found = value(text)
    assert found == (None if wanted is None else Decimal(wanted))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "空"),
        ("a +", "末尾缺"),
        ("a b", "位置不对"),
        ("(a", "缺“)”"),
        ("a ** b", "“*”前缺"),
        ("__import__(a)", "没有函数"),
        ("eval(a)", "没有函数“eval”"),
        ("next.a", "点号前只能是"),
        ("a.b.c", "不能用"),
        ("abs(a, b)", "只能有一个数"),
        ("(" * 60 + "a" + ")" * 60, "超过 40 层"),
        ("a+" * 300 + "a", "太长"),
        ("a = b", "不能用"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    with pytest.raises(CheckError) as error:
        parse(text)
    assert said in str(error.value)


numbers = st.integers(-1000, 1000)
names = st.sampled_from(["a", "b", "previous.a", "3", "0.5"])
texts = st.recursive(
    names,
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
    max_leaves=12,
)


@given(texts, numbers, numbers, numbers)
def test_the_value_is_that_of_exact_arithmetic(text: str, a: int, b: int, before: int) -> None:
    """Held against fractions, by another reading of the same text."""
    import re
    from fractions import Fraction

    exact = re.sub(r"previous\.a", "P", text)
    exact = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"F('\1')", exact)
    try:
        wanted = eval(exact, {"F": Fraction, "a": Fraction(a), "b": Fraction(b), "P": Fraction(before)})
    except ZeroDivisionError:
        wanted = None
    found = parse(text).value({"this": {"a": a, "b": b}, "previous": {"a": before}, "year_ago": None})
    if wanted is None:
        # Rounding in between may turn an exact zero into a very small divisor; it never makes a crash.
        return
    assert found is not None
    assert abs(Fraction(found) - wanted) <= Fraction(1, 10**12) * max(1, abs(wanted))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except CheckError as error:
        assert str(error)


def sheet(**rule: Any) -> Sheet:
    made = {"key": "one", "left": "a", "operator": "=", "right": "b", "message": "两项不等", **rule}
    return read({"key": "s", "title": "样例", "rules": [made]}, "s.yaml")


@pytest.mark.parametrize(
    ("operator", "tolerance", "left", "holds"),
    [
        ("=", 0, 100, True),
        ("=", 0, 101, False),
        ("=", 1, 101, True),
        ("=", "1%", 101, True),
        ("=", "1%", 102, False),
        ("<>", 0, 100, False),
        ("<>", 0, 99, True),
        ("<", 0, 100, False),
        ("<", 1, 100, True),
        ("<=", 0, 100, True),
        ("<=", 0, 101, False),
        ("<=", "2%", 102, True),
        (">", 0, 100, False),
        (">", 0, 101, True),
        (">=", 0, 99, False),
        (">=", 1, 99, True),
    ],
)
def test_operators_and_tolerance(operator: str, tolerance: Any, left: int, holds: bool) -> None:
    verdict = sheet(operator=operator, tolerance=tolerance).judge({"a": left, "b": 100})
    assert (not verdict.findings) is holds


@given(numbers, numbers, st.sampled_from(OPERATORS))
def test_every_operator_has_its_opposite(a: int, b: int, operator: str) -> None:
    opposite = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}[operator]
    row = {"a": a, "b": b}
    one, other = sheet(operator=operator).judge(row), sheet(operator=opposite).judge(row)
    assert bool(one.findings) is not bool(other.findings)


def test_a_finding_says_both_sides_and_where() -> None:
    verdict = sheet(left="c + a", right="b * 2", level="soft").judge({"a": 1, "b": 2, "c": Decimal("0.50")})
    (finding,) = verdict.soft
    assert (finding.columns, finding.text) == (("c", "a", "b"), "两项不等（1.5 应等于 4）")
    assert not verdict.hard


def test_a_rule_without_its_values_is_not_judged() -> None:
    made = sheet(left="a", operator="<=", right="previous.a * 1.5")
    assert made.periods == {"previous"}
    assert made.judge({"a": 10}).unjudged == ("one",)
    assert made.judge({"a": 10}, {"a": 4}).findings
    assert not made.judge({"a": 6}, {"a": 4}).findings


amounts = st.one_of(st.none(), st.integers(-9, 9), st.decimals(-9, 9, places=1), st.floats(-9, 9))
few = st.lists(st.tuples(amounts, amounts, amounts), max_size=6)


@given(
    few,
    st.sampled_from(["a", "a / b", "max(a, b)", "previous.a * 2", "a + year_ago.b", "7", "abs(b) - 1"]),
    st.sampled_from(OPERATORS),
    st.sampled_from([0, "5%", 0.5]),
)
def test_columns_are_judged_as_their_rows_are(
    rows: list[tuple[Any, ...]], right: str, operator: str, tolerance: Any
) -> None:
    made = sheet(left="b", operator=operator, right=right, tolerance=tolerance)
    held = [dict(zip("ab", row, strict=False)) for row in rows]
    before = {"previous": [None, *held], "year_ago": held[::-1]}

    def of(ref: Ref) -> list[Any]:
        known = before.get(ref.period, held)[: len(rows)]
        return [None if row is None else row[ref.name] for row in known]

    by_row = [
        made.judge(row, before["previous"][i], before["year_ago"][i]).findings for i, row in enumerate(held)
    ]
    assert made.judge_columns(of, len(rows)) == {i: found for i, found in enumerate(by_row) if found}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"operator": "=="}, "operator 是“==”"),
        ({"level": "mild"}, "level 是“mild”"),
        ({"tolerance": "-1"}, "tolerance"),
        ({"tolerance": "NaN"}, "tolerance"),
        ({"left": "a +"}, "left"),
        ({"message": ""}, "缺 message"),
        ({"left": "previous.a", "right": "3"}, "没有用到本期的列"),
        ({"note": "x"}, "不认识的项 note"),
    ],
)
def test_a_wrong_rule_is_refused_with_file_and_key(rule: dict[str, Any], said: str) -> None:
    with pytest.raises(CheckError) as error:
        sheet(**rule)
    assert "s.yaml" in str(error.value)
    assert said in str(error.value)


def test_a_column_that_is_no_number_is_refused() -> None:
    with pytest.raises(CheckError, match=r"“one”.*“b”"):
        sheet().require_columns(["a", "c"])
    sheet().require_columns(["a", "b"])


def test_files(tmp_path: Path) -> None:
    with pytest.raises(CheckError, match="没有审核规则"):
        load("nothing", tmp_path)
    (tmp_path / "other.yaml").write_text(
        "key: x\ntitle: t\nrules: [{key: r, left: a, operator: '=', right: b, message: m}]"
    )
    with pytest.raises(CheckError, match="应与文件名相同"):
        load("other", tmp_path)
    (tmp_path / "broken.yaml").write_text("rules: [")
    with pytest.raises(CheckError, match="不是有效的 YAML"):
        load("broken", tmp_path)
