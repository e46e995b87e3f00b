"""The shipped definitions, held against the registers, the programmes and the scoring scheme."""

from __future__ import annotations

import re

import pytest

from zhiheng.frame.people.departments import departments
from zhiheng.frame.registers.declare import registers
from zhiheng.judgement.indicators.catalogue import FIELD_ORDER, catalogue, code_for, definition
from zhiheng.judgement.indicators.derived import with_derived
from zhiheng.judgement.indicators.engine import fact_table
from zhiheng.kernels.measures import Engine, RegionTable
from zhiheng.kernels.methods.scoring import load_scheme
from zhiheng.kernels.programmes import catalogue_keys, catalogue_programme

ASKED_FOR = re.compile(r"[A-Z]\d\d")
JUDGED = "result in ('qualified', 'unqualified')"


def test_every_definition_fits_the_registers() -> None:
    facts = with_derived({r.key: fact_table(r, []) for r in registers().values()})
    Engine(facts, RegionTable([]), catalogue()).check()


def test_every_indicator_of_every_programme_is_defined() -> None:
    missing = {
        (key, code)
        for key in catalogue_keys()
        for target in catalogue_programme(key).targets
        for code in (target.indicator, *target.alternatives)
        if code and code not in catalogue()
    }
    assert not missing


def test_every_definition_names_departments_that_answer_for_it() -> None:
    without = [one.code for one in catalogue() if not one.owner]
    unknown = {(one.code, key) for one in catalogue() for key in one.owner if key not in departments()}
    twice = [one.code for one in catalogue() if len(set(one.owner)) < len(one.owner)]
    assert (without, unknown, twice) == ([], set(), [])


def test_every_department_answers_for_something_and_is_told_by_a_word() -> None:
    used = {key for one in catalogue() for key in one.owner}
    assert set(departments()) == used
    assert all(d.words and d.name_en for d in departments().values())


def test_every_variant_of_a_target_has_a_definition_of_its_own() -> None:
    for key in catalogue_keys():
        for target in catalogue_programme(key).targets:
            if not target.variant:
                continue
            assert target.indicator
            code = code_for(target.indicator, target.variant, target.measure)
            assert code is not None and code.startswith(f"{target.indicator}_"), (key, target.id)


def test_stocks_and_changes_are_never_answered_by_the_bare_code() -> None:
    fallen_back = {
        target.indicator
        for key in catalogue_keys()
        for target in catalogue_programme(key).targets
        if target.indicator
        and target.kind == "target"
        and target.measure in {"cumulative", "change"}
        and code_for(target.indicator, target.variant or "", target.measure) == target.indicator
    }
    assert not fallen_back


def test_everything_the_scheme_asks_is_defined() -> None:
    scheme = load_scheme("national_form")
    for item in (*scheme.items(), *scheme.bonus):
        if item.input["kind"] == "indicator":
            code = code_for(
                item.input["code"], item.input.get("variant", ""), item.input.get("measure", "level")
            )
            assert code is not None, item.key


def test_units_of_targets_agree_with_those_of_their_definitions() -> None:
    for key in catalogue_keys():
        for target in catalogue_programme(key).targets:
            if not target.indicator or not target.unit:
                continue
            code = code_for(target.indicator, target.variant or "", target.measure)
            assert code is not None
            assert (target.unit == "%") == (definition(code).unit == "%"), (key, target.id, code)


def test_names_and_aliases_lead_to_one_indicator_each() -> None:
    owners: dict[str, str] = {}
    for one in catalogue():
        for name in (one.name, *one.aliases):
            assert owners.setdefault(name, one.code) == one.code, name


@pytest.mark.parametrize("register", ["sampling"])
def test_rates_leave_out_batches_without_a_verdict_and_flag_small_samples(register: str) -> None:
    rates = [one for one in catalogue() if one.register_key == register]
    assert len(rates) >= 10
    for one in rates:
        assert one.kind == "ratio" and one.denominator is not None
        assert one.denominator.filter == JUDGED, one.code
        assert one.min_denominator >= 10, one.code


def test_legal_bases_are_never_pooled() -> None:
    """Each sampling rate names exactly one kind of sampling."""
    for one in catalogue():
        if one.register_key == "sampling":
            assert one.filter is not None and one.filter.count("kind = '") == 1, one.code


def test_every_definition_says_where_it_comes_from() -> None:
    for one in catalogue():
        base = one.code.split("_")[0]
        # The codes asked for are a letter and two digits; what is added beside them goes by a word of its own.
        assert one.source.requirement.startswith(base) or not ASKED_FOR.fullmatch(base), one.code
        assert one.name_en and one.field in FIELD_ORDER, one.code


def test_what_no_register_yields_is_reported_with_a_unit() -> None:
    reported = [one for one in catalogue() if one.kind == "reported"]
    assert reported
    for one in reported:
        assert one.unit, one.code
        assert one.register_key is None
