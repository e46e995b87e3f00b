"""The file of an enterprise: gathered by declaration, narrowed by who asks; merged codes; names that lead to codes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.people import CITY, COUNTY, NEIGHBOUR, People, person, unit
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.people.models import UnitKind
from zhiheng.frame.registers import batches, service
from zhiheng.frame.registers.declare import register_of, registers
from zhiheng.frame.registers.models import Record
from zhiheng.frame.trail.chain import history, verify
from zhiheng.records.enterprises import archive, expected, merging, names
from zhiheng.records.enterprises.models import Enterprise, Merger

pytestmark = pytest.mark.django_db
CODE, OTHER = credit_code(COUNTY, 1), credit_code(COUNTY, 2)
NAME = "样例乳品有限责任公司"


@pytest.fixture
def people() -> People:
    names.forget()
    return People()


def made(key: str, row: dict[str, Any]) -> Record:
    return service.create(machine("测试"), register_of(key), row)


def listed(code: str = CODE, name: str = NAME, **other: Any) -> Enterprise:
    row = {"name": name, "credit_code": code, "region_id": COUNTY, "founded_on": dt.date(2003, 5, 6)}
    record = made("enterprises", {**row, **other})
    assert isinstance(record, Enterprise)
    return record


def sampled(number: str, code: str = CODE, **other: Any) -> Record:
    row = {
        "report_no": number,
        "region_id": COUNTY,
        "level": "county",
        "sector": "food",
        "product": "纯牛奶",
        "enterprise": NAME,
        "credit_code": code,
        "tested_on": dt.date(2016, 5, 1),
        "result": "qualified",
    }
    return made("sampling", {**row, **other})


def officer(code: str = CODE, **other: Any) -> Record:
    row = {
        "enterprise": NAME,
        "credit_code": code,
        "region_id": COUNTY,
        "holder": "岗位01",
        "appointed_on": dt.date(2016, 1, 1),
        "certificate_until": dt.date(2019, 1, 1),
    }
    return made("quality_officers", {**row, **other})


def clerk(people: People) -> Actor:
    return Actor(user=people.clerk)


def keys(found: archive.Archive | None) -> dict[str, int]:
    assert found is not None
    return {s.register.key: s.total for s in found.sections if s.total}


def test_everything_that_registers_know_is_gathered(people: People) -> None:
    listed(key_maker=True, above_size=True)
    officer()
    for n in range(3):
        sampled(f"A-{n}", tested_on=dt.date(2014 + n, 5, 1))
    sampled("B-1", OTHER)
    found = archive.gather(clerk(people), CODE, today=dt.date(2016, 6, 1))
    assert found is not None
    assert (found.name, found.code, found.mine) == (NAME, CODE, False)
    assert keys(found) == {"enterprises": 1, "sampling": 3, "quality_officers": 1}
    assert found.years == (2003, 2016)
    told = [(m.on, m.kind, m.section.register.key) for m in found.moments]
    assert told[0] == (dt.date(2019, 1, 1), "expiry", "quality_officers")
    assert told[-1] == (dt.date(2003, 5, 6), "fact", "enterprises")
    assert keys(archive.gather(clerk(people), CODE, year=2015)) == {"sampling": 1}
    assert archive.gather(clerk(people), credit_code(COUNTY, 9)) is None


def test_what_is_missing_is_said_by_the_catalogue(people: People) -> None:
    listed(key_maker=True, above_size=True)
    officer(trained_on=dt.date(2015, 12, 1))
    for day, lacks in ((dt.date(2016, 6, 1), False), (dt.date(2020, 1, 1), True)):
        found = archive.gather(clerk(people), CODE, today=day)
        assert found is not None
        missing = {s.part.key for s in found.missing}
        assert {"file", "legal_head", "quality_head", "industry", "promise"} <= missing
        assert "quality_officer" not in missing
        assert ("officer_certificate" in missing) is lacks
        assert not {"warranty"} & {s.part.key for s in found.expected}, "not a retailer"


def test_every_expected_part_fits_the_models() -> None:
    assert {p.key for p in expected.parts()} >= {"file", "quality_officer"}


def test_another_field_sees_what_is_shared_and_another_place_nothing(people: People) -> None:
    listed()
    officer()
    sampled("A-1")
    sampled("A-2", region_id=NEIGHBOUR)
    environment = Actor(user=person("env", "lead_department", CITY, fields=["environment"]))
    found = archive.gather(environment, CODE)
    assert found is not None
    section = next(s for s in found.sections if s.register.key == "quality_officers")
    assert not section.full
    assert section.held_back == ["holder", "position", "certificate_no"]
    assert "holder" not in section.columns
    assert keys(found)["sampling"] == 2, "the city has both counties"
    county = archive.gather(clerk(people), CODE)
    assert county is not None
    sampling = next(s for s in county.sections if s.register.key == "sampling")
    assert (sampling.total, sampling.elsewhere, sampling.full) == (1, 1, True)
    there = archive.gather(Actor(user=people.neighbour), CODE)
    assert keys(there) == {"sampling": 1}
    far = Actor(user=person("far", "county_office", "620902"))
    assert archive.gather(far, CODE) is None


def test_the_enterprise_itself_sees_all_its_own_and_nothing_else(people: People) -> None:
    listed()
    officer()
    sampled("A-2", region_id=NEIGHBOUR)
    sampled("B-1", OTHER)
    at = unit(COUNTY, "firm", name=NAME, kind=UnitKind.ENTERPRISE, credit_code=CODE)
    firm = Actor(user=person("firm", "enterprise", COUNTY, at=at))
    found = archive.gather(firm, CODE)
    assert keys(found) == {"enterprises": 1, "sampling": 1, "quality_officers": 1}
    assert found is not None
    assert found.mine
    assert all(s.full for s in found.sections)
    assert archive.gather(firm, OTHER) is None
    with pytest.raises(PermissionDenied):
        archive.gather(Actor(user=person("lab", "laboratory", CITY)), CODE)


def test_outsiders_learn_of_a_case_once_it_is_decided_and_never_of_a_report(people: People) -> None:
    """The firm and other fields: shared columns of decided cases and of complaints; who keeps them sees all."""
    listed()
    who = {"enterprise": NAME, "credit_code": CODE, "region_id": COUNTY}
    case = {
        **who,
        "kind": "food",
        "filed_on": dt.date(2016, 1, 8),
        "clue_source": "report",
        "clue_no": "JB-1",
    }
    made(
        "cases",
        {
            **case,
            "case_no": "立1",
            "document_no": "罚1",
            "state": "decided",
            "decided_on": dt.date(2016, 3, 1),
        },
    )
    made("cases", {**case, "case_no": "立2"})
    for n, kind in enumerate(("complaint", "report")):
        received = {
            "received_on": dt.date(2016, 1, n + 2),
            "channel": "12315",
            "issue": "food",
            "content": "事由",
        }
        made("complaints", {**who, **received, "number": f"TS-{n}", "kind": kind})
    at = unit(COUNTY, "firm", name=NAME, kind=UnitKind.ENTERPRISE, credit_code=CODE)
    firm = Actor(user=person("firm", "enterprise", COUNTY, at=at))
    environment = Actor(user=person("env", "lead_department", CITY, fields=["environment"]))
    assert keys(archive.gather(clerk(people), CODE)) == {"enterprises": 1, "cases": 2, "complaints": 2}
    for outsider in (firm, environment):
        found = archive.gather(outsider, CODE)
        assert found is not None
        assert keys(found) == {"enterprises": 1, "cases": 1, "complaints": 1}
        sections = {s.register.key: s for s in found.sections}
        assert all(not sections[key].elsewhere and not sections[key].full for key in ("cases", "complaints"))
        assert not {"clue_source", "clue_no", "content", "person"} & {
            c for s in sections.values() for c in s.columns
        }
        listed_rows = archive.page_of(found, "cases")
        assert listed_rows is not None
        assert [str(r) for r in listed_rows] == ["罚1"]


def test_a_kind_holds_from_its_day_to_its_day(people: People) -> None:
    firm = listed(
        above_size=True, above_size_since=dt.date(2012, 1, 1), above_size_until=dt.date(2015, 12, 31)
    )
    days = {2011: False, 2012: True, 2015: True, 2016: False}
    assert {y: firm.counts_as("above_size", dt.date(y, 12, 31)) for y in days} == days
    for year, asked in days.items():
        found = archive.gather(clerk(people), CODE, year=year, today=dt.date(2016, 6, 1))
        assert found is not None
        assert ("quality_officer" in {s.part.key for s in found.expected}) is asked
    with pytest.raises(ValidationError, match="没有勾选该类别"):
        listed(OTHER, "样例二", key_maker_until=dt.date(2015, 12, 31))


def test_the_number_of_queries_does_not_grow_with_rows_and_is_an_ordinary_users(people: People) -> None:
    listed(key_maker=True)
    officer()
    sampled("A-0")

    def asked(actor: Actor) -> int:
        actor.scope("enterprise.view")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            archive.gather(actor, CODE)
        return len(queries)

    before = asked(clerk(people))
    for n in range(1, 30):
        sampled(f"A-{n}")
    assert asked(clerk(people)) == before
    assert asked(clerk(people)) <= asked(Actor(user=people.root)) + 1


def test_two_codes_of_one_enterprise_are_merged_and_taken_apart_again(people: People) -> None:
    old = listed(OTHER, "样例乳品有限公司", founded_on=dt.date(1999, 1, 1))
    kept = listed(former_names="样例乳品有限公司")
    sampled("A-1", OTHER)
    found = merging.proposals(clerk(people).need("enterprise.merge"))
    assert [(p.kept.credit_code, p.other.credit_code, p.why) for p in found] == [(OTHER, CODE, "former")]
    with pytest.raises(ValidationError, match="原因"):
        merging.merge(clerk(people), CODE, OTHER, " ")
    with pytest.raises(PermissionDenied):
        merging.merge(Actor(user=people.neighbour), CODE, OTHER, "同一企业")
    merger = merging.merge(clerk(people), CODE, OTHER, "三证合一后换发代码")
    old.refresh_from_db()
    assert old.withdrawn_at is not None
    for asked in (CODE, OTHER):
        file = archive.gather(clerk(people), asked)
        assert file is not None
        assert (file.code, keys(file)) == (CODE, {"enterprises": 1, "sampling": 1})
    assert register_of("sampling").model.objects.get().credit_code == OTHER, "no row is rewritten"
    assert names.directory().match("样例乳品有限公司")[0].code == CODE
    with pytest.raises(ValidationError, match="已经并入"):
        merging.merge(clerk(people), CODE, OTHER, "再来一次")
    with pytest.raises(ValidationError, match="它自己"):
        merging.merge(clerk(people), OTHER, CODE, "反过来")
    with pytest.raises(PermissionDenied):
        merging.undo(Actor(user=people.neighbour), merger, "弄错了")
    merging.undo(clerk(people), merger, "是两家企业")
    old.refresh_from_db()
    assert old.withdrawn_at is None
    assert keys(archive.gather(clerk(people), OTHER)) == {"enterprises": 1, "sampling": 1}
    assert keys(archive.gather(clerk(people), CODE)) == {"enterprises": 1}
    with pytest.raises(ValidationError, match="已经撤销"):
        merging.undo(clerk(people), merger, "再撤一次")
    assert [e.action for e in history(kept)][:1] == ["enterprise.merge"]
    assert Merger._plain.count() == 1
    assert verify().sound


def test_a_chain_of_mergers_leads_to_the_last(people: People) -> None:
    third = credit_code(COUNTY, 3)
    for n, code in enumerate((CODE, OTHER, third)):
        listed(code, f"{n}号样例有限公司")
    merging.merge(clerk(people), OTHER, CODE, "换码")
    merging.merge(clerk(people), third, OTHER, "换码")
    assert names.merged_into() == {CODE: third, OTHER: third}
    file = archive.gather(clerk(people), CODE)
    assert file is not None
    assert (file.code, file.codes) == (third, {CODE, OTHER, third})


def test_names_without_a_code_are_proposed_and_written_only_when_accepted(people: People) -> None:
    listed(former_names="样例奶厂")
    for n, name in enumerate(("样例乳品有限公司", "样例乳品有限公司", "样例奶厂", "全然不同商行")):
        sampled(f"N-{n}", "", enterprise=name)
    sampled("N-9", "", enterprise="样例乳品有限公司", region_id=NEIGHBOUR)
    scope = clerk(people).need("enterprise.match")
    lacking = names.lacking(scope)
    assert [(x.register.key, x.rows, x.names) for x in lacking] == [("sampling", 4, 3)]
    groups = {g.name: g for g in names.proposed(names.groups(scope, register_of("sampling")))}
    assert groups["样例乳品有限公司"].rows == 2
    assert [(m.code, m.score) for m in groups["样例乳品有限公司"].matches] == [(CODE, 95)]
    assert groups["样例奶厂"].matches[0].why == "former"
    assert groups["全然不同商行"].matches == ()
    with pytest.raises(ValidationError, match="名录里没有"):
        names.accept(clerk(people), register_of("sampling"), "全然不同商行", CODE)
    batch = names.accept(clerk(people), register_of("sampling"), "样例乳品有限公司", CODE)
    rows = register_of("sampling").model.objects
    assert rows.filter(credit_code=CODE).count() == 2
    assert rows.get(report_no="N-9").credit_code == "", "the neighbour's row is not the clerk's to change"
    assert "95 分" in history(rows.filter(credit_code=CODE).first())[0].note
    batches.undo(clerk(people), batch, "不是这一家")
    assert not rows.filter(credit_code=CODE).exists()


def test_names_and_codes_that_disagree_are_found(people: People) -> None:
    listed()
    listed(OTHER, "另一样例面粉有限公司")
    sampled("A-1", CODE, enterprise="样例乳品有限公司")
    sampled("A-2", OTHER, enterprise=NAME)
    scope = clerk(people).need("enterprise.match")
    found, whole = names.contradictions(scope, register_of("sampling"))
    assert whole
    assert [(g.name, g.code, g.matches[0].code) for g in found] == [(NAME, OTHER, CODE)]
    names.accept(clerk(people), register_of("sampling"), NAME, CODE, stored=OTHER)
    assert names.contradictions(scope, register_of("sampling"))[0] == []


def test_the_directory_follows_the_list(people: People) -> None:
    assert len(names.directory()) == 0
    record = listed()
    assert names.directory().same(NAME) is not None
    service.withdraw(machine("测试"), register_of("enterprises"), record, "重复")
    assert names.directory().same(NAME) is None


def test_the_column_with_the_firms_name_is_one_of_the_register() -> None:
    declared = {r.key: r.enterprise_name for r in registers().values() if r.enterprise_name != "enterprise"}
    assert declared["titles"] == "holder" and declared["awards"] == "recipient"
    assert [key for key, name in declared.items() if name not in register_of(key).by_name] == []


MANY = (
    "sampling", "permits", "management_certificates", "farm_certificates", "voluntary_certificates", "material_tests",
    "site_inspections", "emission_checks", "emission_returns", "firm_listings", "recalls", "titles", "trademarks",
    "patents", "awards",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("key", MANY)
def test_an_enterprise_is_found_by_index_where_rows_are_many(key: str) -> None:
    register = register_of(key)
    rows = register.model.objects.everywhere("test").standing()
    plan = rows.order_by().filter(credit_code__in=[credit_code(COUNTY, 1)]).explain()
    assert "_enterprise" in plan
