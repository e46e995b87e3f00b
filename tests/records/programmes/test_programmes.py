"""Loading a programme once, again and changed; its units; and from its obligations the dues of a year."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import ProtectedError

from tests.support.people import CITY, COUNTY, NEIGHBOUR, PROVINCE, People, regions
from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.people.models import Unit
from zhiheng.frame.regions.models import Region
from zhiheng.frame.trail.models import Entry
from zhiheng.kernels import programmes as kernel
from zhiheng.records.programmes.calendar import expand, raise_dues
from zhiheng.records.programmes.loading import LoadError, county_units, load
from zhiheng.records.programmes.models import Duty, DutyUnit, Node, Obligation, Phase, Programme, Target

ME = machine("测试")
D = dt.date
YEAR = (D(2012, 1, 1), D(2012, 12, 31))


@pytest.fixture
def source(db: None) -> kernel.Programme:
    regions()
    return kernel.catalogue_programme("zhangye-2011")


def test_loading_twice_changes_nothing(source: kernel.Programme) -> None:
    first = load(ME, source)
    assert first.fresh
    assert first.counts["targets"] + first.counts["results"] == len(source.targets)
    assert first.counts["obligations"] == len(source.obligations)
    links, ids = Entry._plain.count(), list(Target._plain.values_list("pk", flat=True))
    again = load(ME, source)
    assert not again.fresh
    assert again.counts == first.counts
    assert (Entry._plain.count(), list(Target._plain.values_list("pk", flat=True))) == (links, ids)


def test_a_changed_programme_keeps_obligations_and_their_dues(source: kernel.Programme) -> None:
    programme = load(ME, source).programme
    raise_dues(ME, programme, *YEAR)
    ids = dict(Obligation._plain.values_list("key", "pk"))
    gone, *rest = source.obligations
    kept_dues = Due._plain.exclude(subject_id=str(ids[gone.id])).count()
    owed = Due._plain.filter(subject_id=str(ids[gone.id]))
    handed_in = owed[0]
    dues.hand_in(ME, handed_in, D(2012, 4, 3))
    changed = source.model_copy(
        update={
            "name": "改名的方案",
            "obligations": [rest[0].model_copy(update={"what": "改过的事项"}), *rest[1:]],
        }
    )
    loaded = load(ME, changed)
    assert loaded.fresh
    assert loaded.programme.pk == programme.pk
    assert dict(Obligation._plain.values_list("key", "pk")) == {k: v for k, v in ids.items() if k != gone.id}
    assert Obligation._plain.get(key=rest[0].id).what == "改过的事项"
    assert Due._plain.exclude(subject_id=str(ids[gone.id])).filter(state="open").count() == kept_dues
    assert set(owed.exclude(pk=handed_in.pk).values_list("state", flat=True)) == {"cancelled"}
    handed_in.refresh_from_db()
    assert handed_in.state == "submitted"


def test_a_text_of_another_document_is_refused(source: kernel.Programme) -> None:
    with pytest.raises(LoadError, match=r"zhangye-2011.*摘要不符"):
        load(ME, source, "另一份文件")
    assert not Programme._plain.exists()


def test_a_kept_text_goes_when_the_spans_point_elsewhere(source: kernel.Programme) -> None:
    import hashlib

    words = "甲" * (source.document.length or 1)
    digest = hashlib.sha256(words.encode()).hexdigest()
    own = source.model_copy(update={"document": source.document.model_copy(update={"sha256": digest})})
    assert load(ME, own, words).programme.text == words
    renamed = own.model_copy(update={"name": "改名"})
    assert load(ME, renamed).programme.text == words, "the same document: its text stays"
    assert load(ME, source).programme.text == "", (
        "another document: sentences would be cut in the wrong place"
    )


def test_a_region_that_is_not_there_is_named(source: kernel.Programme) -> None:
    Region.objects.filter(code__in=[COUNTY, NEIGHBOUR]).delete()
    Region.objects.filter(code=CITY).delete()
    with pytest.raises(LoadError, match=r"zhangye-2011.*620700.*先载入行政区划"):
        load(ME, source)
    assert not Unit.objects.exists()


def test_a_county_cannot_load_the_citys_programme(source: kernel.Programme) -> None:
    people = People()
    for user in (people.clerk, people.neighbour):
        with pytest.raises(PermissionDenied):
            load(Actor(user=user), source)
    assert load(Actor(user=people.office), source).fresh


def test_groups_stand_for_the_counties_of_the_city(source: kernel.Programme) -> None:
    city = Region.objects.get(code=CITY)
    governments, offices = county_units(city, "county-governments"), county_units(city, "county-departments")
    assert [u.key for u in governments] == ["620702-government", "620721-government"]
    assert [u.name for u in governments] == ["甘州区人民政府", "肃南裕固族自治县人民政府"]
    assert [u.region_id for u in offices] == [COUNTY, NEIGHBOUR]
    assert county_units(city, "county-governments") == governments, "made once"
    load(ME, source)
    assert Unit.objects.filter(key="620700-quality-supervision").exists()
    heir = Unit.objects.get(key="620700-quality-supervision").successions.get().successor
    assert heir.name == "张掖市市场监督管理局"
    quarterly = Obligation._plain.get(key="O01")
    assert {u.region_id for u in quarterly.owners.all()} == {COUNTY, NEIGHBOUR}


@pytest.mark.parametrize(
    ("recurs", "due", "expected"),
    [
        ("monthly", "05", [D(2012, m, 5) for m in range(1, 13)]),
        ("quarterly", "", 4),
        ("half-yearly", "", 2),
        ("yearly", "", 1),
        ("yearly", "12-31", [D(2012, 12, 31)]),
        ("", "2012-06", [D(2012, 6, 30)]),
        ("", "2012-02", [D(2012, 2, 29)]),
        ("", "2012-12", [D(2012, 12, 31)]),
        ("", "2012-03-15", [D(2012, 3, 15)]),
        ("", "2012", [D(2012, 12, 31)]),
        ("", "2013", []),
        ("", "2011-12-31", []),
        ("", "12-31", []),
        ("", "", []),
        ("as-needed", "", []),
    ],
)
def test_when_an_obligation_falls_due(recurs: str, due: str, expected: list[dt.date] | int) -> None:
    found = [day for _, day in expand(Obligation(recurs=recurs, due=due), *YEAR)]
    if isinstance(expected, int):
        assert len(found) == expected
        assert all(YEAR[0] <= d <= YEAR[1] for d in found)
    else:
        # A day of rest moves to the next working day, never more than a holiday away.
        assert len(found) == len(expected)
        assert all(0 <= (f - e).days <= 10 for f, e in zip(found, expected, strict=True)), found


def test_dues_are_raised_once_and_point_to_their_clause(source: kernel.Programme) -> None:
    programme = load(ME, source).programme
    made = raise_dues(ME, programme, *YEAR, synthetic=True)
    assert made
    assert raise_dues(ME, programme, *YEAR) == []
    assert raise_dues(ME, programme, D(2012, 1, 1), D(2012, 6, 30)) == []
    assert raise_dues(ME, programme, D(2013, 1, 1), D(2013, 12, 31))
    quarterly = [d for d in made if d.subject_id == str(Obligation._plain.get(key="O01").pk)]
    assert len(quarterly) == 8, "two counties, four quarters"
    assert {d.address for d in quarterly} == {"/programmes/zhangye-2011#O-O01"}
    assert all(d.basis.endswith("一/(十四)/1") and d.synthetic for d in quarterly)
    assert all(d.opens_on <= d.due_on and d.rule_version for d in quarterly)
    assert PROVINCE not in {d.region_id for d in made}


# -- what refers to a part still holds after a later loading -----------------------------------------


def rows(model: type[models.Model]) -> set[int]:
    return set(model._base_manager.values_list("pk", flat=True))


def test_every_part_keeps_its_row_when_a_programme_is_loaded_again(source: kernel.Programme) -> None:
    load(ME, source)
    kinds = (Node, Target, Duty, DutyUnit, Obligation, Phase)
    before = {model: rows(model) for model in kinds}
    first = source.targets[0]
    load(
        ME,
        source.model_copy(
            update={
                "name": "改名",
                "targets": [first.model_copy(update={"value": 1}), *source.targets[1:]],
                "outline": [n.model_copy(update={"title": f"新{n.title}"}) for n in source.outline],
                "duties": [
                    d.model_copy(update={"span": (d.span[0] + 5, d.span[1] + 5)}) for d in source.duties
                ],
                "phases": [p.model_copy(update={"end": None}) for p in source.phases],
            }
        ),
    )
    assert {model: rows(model) for model in kinds} == before
    assert Target._plain.get(key=first.id).value == 1
    assert all(n.title.startswith("新") for n in Node._plain.all())
    assert all(p.ends == "" for p in Phase._plain.all())


def test_a_clause_that_goes_takes_no_target_with_it(source: kernel.Programme) -> None:
    load(ME, source)
    target = next(t for t in source.targets if t.node and "/" in t.node)
    upper = str(target.node).split("/")[0]
    kept = [n for n in source.outline if n.path == upper or not n.path.startswith(f"{upper}/")]
    paths = {n.path for n in kept}

    def at(row: Any) -> Any:
        return row if row.node is None or row.node in paths else row.model_copy(update={"node": upper})

    ids = dict(Target._plain.values_list("key", "pk"))
    moved = {
        name: [at(r) for r in getattr(source, name)]
        for name in ("targets", "duties", "obligations", "phases")
    }
    load(ME, source.model_copy(update={"outline": kept, **moved}))
    assert dict(Target._plain.values_list("key", "pk")) == ids
    assert Target._plain.get(key=target.id).node.path == upper
    assert set(Node._plain.values_list("path", flat=True)) == paths


def test_a_target_that_goes_while_something_rests_on_it_is_refused_in_words(
    source: kernel.Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = load(ME, source).programme
    gone = source.targets[-1]
    resting = list(Phase._plain.filter(programme=programme))

    def held(self: Target, *args: Any, **kwargs: Any) -> None:
        raise ProtectedError("held", set(resting))

    monkeypatch.setattr(Target, "delete", held)
    without = source.model_copy(update={"name": "改名", "targets": source.targets[:-1]})
    with pytest.raises(LoadError, match=rf"{gone.id} .*{len(resting)} 项阶段.*请先"):
        load(ME, without)
    assert Programme._plain.get().name == source.name, "nothing of it was written"
    monkeypatch.undo()
    load(ME, without)
    assert not Target._plain.filter(key=gone.id).exists()


def test_units_that_a_document_names_are_found_again_and_never_renamed(db: None) -> None:
    regions()
    text = "一、分工\n抓好检测工作。(甲局牵头,乙委配合)\n"

    def read(key: str, lead: str) -> kernel.Programme:
        start, end = text.index("("), text.index(")") + 1
        duty = {"section": "一", "lead": [lead], "support": ["乙委"], "responsible": [], "start": start,
                "quote": text[start:end]}  # fmt: skip
        section = {"path": "一", "label": "一、", "heading": "分工", "start": 0, "quote": "一、分工"}
        found = {"document": {}, "sections": [{**section, "label": "一"}], "duties": [duty]}
        return kernel.programme_from_reading(found, key, CITY, text)

    Unit.objects.create(key="city-a", name="示例市甲局", short_name="甲局", kind="department", region_id=CITY)
    load(ME, read("first", "甲局"), text)
    load(ME, read("second", "丙局"), text)
    named = {u.unit.name for u in DutyUnit.objects.filter(duty__programme__key="first")}
    assert named == {"示例市甲局", "乙委"}
    assert {u.unit.name for u in DutyUnit.objects.filter(duty__programme__key="second")} == {"丙局", "乙委"}
    assert Unit.objects.filter(name="乙委").count() == 1
