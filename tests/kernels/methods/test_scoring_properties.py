"""What must hold of every score sheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.kernels.methods.scoring import (
    Determination,
    ExpertInput,
    ItemInput,
    Mark,
    NotApplicable,
    Scheme,
    TallyInput,
    ValueInput,
    load_scheme,
    rank,
    score,
)
from zhiheng.kernels.methods.scoring.scheme import Expert, Item, PerMissing, Stepped, TargetDistance

SCHEME = load_scheme("national_form")
EVENT = Determination("systemic_event", "省政府", "文书", date(2013, 1, 1), "事由")
numbers = st.decimals(0, 300, places=2)


def inputs_of(item: Item) -> st.SearchStrategy[ItemInput | None]:
    match item.rule:
        case Expert():
            marks = st.decimals(0, item.points, places=2)
            base: st.SearchStrategy = marks.map(lambda p: ExpertInput((Mark("甲", p, "理由"),)))
        case PerMissing():
            base = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6)).map(
                lambda t: TallyInput(t[0] + t[1] + t[2], t[0], t[1])
            )
        case Stepped() as rule if rule.by == "equals":
            base = st.sampled_from([ValueInput(option=step.equals) for step in rule.steps])
        case _:
            base = numbers.map(ValueInput)
    return st.one_of(base, base, base, st.none(), st.just(NotApplicable("当年没有")))


@st.composite
def filled(draw: st.DrawFn) -> dict[str, ItemInput]:
    drawn = {item.key: draw(inputs_of(item)) for item in SCHEME.items()}
    drawn |= {
        item.key: draw(st.one_of(st.none(), st.integers(0, 5).map(ValueInput))) for item in SCHEME.bonus
    }
    return {key: value for key, value in drawn.items() if value is not None}


def total(scheme: Scheme, inputs: dict[str, ItemInput]) -> Decimal:
    return score(scheme, inputs, subject="620721", period="2013").unrounded


@settings(max_examples=60, deadline=None)
@given(filled())
def test_bounds_and_sums(inputs: dict[str, ItemInput]) -> None:
    sheet = score(SCHEME, inputs, subject="620721", period="2013")
    for line in (*sheet.lines, *sheet.bonus_lines):
        assert 0 <= line.points <= line.max
        assert line.text
        assert line.status == "scored" or line.points == 0
        assert (line.status == "missing_data") == bool(line.flag)
    for group in sheet.groups:
        assert 0 <= group.points <= group.max
    assert 0 <= sheet.unrounded <= SCHEME.points + SCHEME.bonus_cap
    assert sheet.unrounded == sum((g.points for g in sheet.groups), Decimal(0)) + sheet.bonus
    assert abs(sheet.total - sheet.unrounded) <= Decimal("0.5")
    assert sheet.grade == (
        "A" if sheet.total >= 90 else "B" if sheet.total >= 80 else "C" if sheet.total >= 60 else "D"
    )
    assert sheet.complete == all(line.status != "missing_data" for line in sheet.lines) or not all(
        group.applicable for group in sheet.groups
    )


@settings(max_examples=60, deadline=None)
@given(filled())
def test_a_veto_is_always_d(inputs: dict[str, ItemInput]) -> None:
    plain = score(SCHEME, inputs, subject="620721", period="2013")
    vetoed = score(SCHEME, inputs, subject="620721", period="2013", vetoes=(EVENT,))
    assert vetoed.grade == "D" and vetoed.total == plain.total


@settings(max_examples=100, deadline=None)
@given(filled(), st.data())
def test_a_better_value_never_scores_less(inputs: dict[str, ItemInput], data: st.DataObject) -> None:
    item = data.draw(
        st.sampled_from(
            [i for i in SCHEME.items() if not (isinstance(i.rule, Stepped) and i.rule.by == "equals")]
        )
    )
    match item.rule:
        case TargetDistance() as rule:
            worse, better = sorted((data.draw(numbers), data.draw(numbers)), reverse=rule.direction == "down")
            pair: tuple[ItemInput, ItemInput] = (ValueInput(worse), ValueInput(better))
        case Stepped() as rule:
            worse, better = sorted((data.draw(numbers), data.draw(numbers)), reverse=rule.by == "at_most")
            pair = (ValueInput(worse), ValueInput(better))
        case PerMissing():
            few, many = sorted((data.draw(st.integers(0, 5)), data.draw(st.integers(0, 5))))
            late = data.draw(st.integers(0, 3))
            # A late report instead of a missing one is better as well.
            pair = (
                TallyInput(9, many, late),
                TallyInput(9, few, late + (many - few if data.draw(st.booleans()) else 0)),
            )
        case _:
            low, high = sorted(data.draw(st.decimals(0, item.points, places=2)) for _ in range(2))
            pair = (ExpertInput((Mark("甲", low, "x"),)), ExpertInput((Mark("甲", high, "x"),)))
    first, second = ({**inputs, item.key: given} for given in pair)
    assert total(SCHEME, first) <= total(SCHEME, second)
    # Nor does missing data ever score more than any value.
    without = {key: value for key, value in inputs.items() if key != item.key}
    assert total(SCHEME, without) <= total(SCHEME, first)


@settings(max_examples=40, deadline=None)
@given(filled(), st.randoms(use_true_random=False))
def test_the_order_of_items_does_not_matter(inputs: dict[str, ItemInput], random: object) -> None:
    groups = []
    for group in SCHEME.groups:
        items = list(group.items)
        random.shuffle(items)  # type: ignore[attr-defined]
        groups.append(group.model_copy(update={"items": tuple(items)}))
    random.shuffle(groups)  # type: ignore[attr-defined]
    mixed = SCHEME.model_copy(update={"groups": tuple(groups)})
    keys = list(inputs)
    random.shuffle(keys)  # type: ignore[attr-defined]
    shuffled = {key: inputs[key] for key in keys}
    one = score(SCHEME, inputs, subject="620721", period="2013")
    two = score(mixed, shuffled, subject="620721", period="2013")
    assert (one.unrounded, one.total, one.grade, one.bonus) == (
        two.unrounded,
        two.total,
        two.grade,
        two.bonus,
    )
    assert {line.key: line for line in one.lines} == {line.key: line for line in two.lines}


@settings(max_examples=30, deadline=None)
@given(st.lists(filled(), min_size=2, max_size=5), st.data())
def test_ranks_follow_grade_then_score(many: list[dict[str, ItemInput]], data: st.DataObject) -> None:
    sheets = [
        score(
            SCHEME,
            inputs,
            subject=str(number),
            period="2013",
            vetoes=(EVENT,) if data.draw(st.booleans()) else (),
        )
        for number, inputs in enumerate(many)
    ]
    ranks = {r.subject: r for r in rank(sheets)}
    assert sorted(ranks) == sorted(sheet.subject for sheet in sheets)
    for a in sheets:
        for b in sheets:
            better = (a.grade, -a.unrounded) < (b.grade, -b.unrounded)
            same = (a.grade, a.unrounded) == (b.grade, b.unrounded)
            assert (ranks[a.subject].rank < ranks[b.subject].rank) == better
            assert (ranks[a.subject].rank == ranks[b.subject].rank) == same
