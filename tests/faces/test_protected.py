"""Whoever is shown a protected column leaves a link in the trail: every address is walked, and a new one is walked too."""

from __future__ import annotations

import datetime as dt
import html
import io
import zipfile
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from tests.faces.test_permission_matrix import NAMES, Samples, client
from tests.support.people import COUNTY
from tests.support.registers import body
from zhiheng.faces.desk.areas.draws.shown import noticed as noticed_of
from zhiheng.frame.draws.declare import declarations
from zhiheng.frame.draws.models import Line
from zhiheng.frame.evidence.store import keep
from zhiheng.frame.registers import batches
from zhiheng.frame.registers.declare import Register, registers
from zhiheng.frame.registers.models import ImportSession, Record
from zhiheng.frame.registers.noticing import Protected, noticing
from zhiheng.frame.trail.models import Entry

MARK = "隐去某甲"
CREDIT = "91620702YX00000169"  # of the enterprise that the samples have
TOLD = ("register.read", "register.export")
PROTECTED = [r for r in registers().values() if r.sensitive]


def marked(register: Register) -> Record:
    """A row of the county with the mark in every protected column."""
    values: dict[str, Any] = {"region_id": COUNTY}
    for spec in register.model._meta.concrete_fields:
        name = spec.attname
        if name in register.sensitive:
            values[name] = MARK
        elif name == register.model.scope.enterprise:
            values[name] = CREDIT
        elif name in values or spec.primary_key or spec.has_default() or spec.null or spec.is_relation:
            continue
        elif isinstance(spec, models.DateField) and not isinstance(spec, models.DateTimeField):
            values[name] = dt.date(2016, 3, 1)
        elif isinstance(spec, models.CharField | models.TextField):
            values[name] = spec.flatchoices[0][0] if spec.flatchoices else "ZL-1"
        elif isinstance(spec, models.IntegerField | models.DecimalField):
            values[name] = 1
    made: Record = register.model._plain.create(**values)
    return made


def shows(response: Any) -> bool:
    """Whether the mark stands in the answer, be it a page or a workbook."""
    data = body(response)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"".join(packed.read(n) for n in packed.namelist() if n.endswith(".xml"))
    return MARK in html.unescape(data.decode("utf-8", "replace")) or MARK.encode("unicode_escape") in data


def links() -> int:
    return Entry._plain.filter(action__in=TOLD).count()


def walk(who: Client, urls: dict[str, str]) -> tuple[set[str], list[str]]:
    """The addresses that show the mark, and those of them that do not tell of it."""
    shown, untold = set(), []
    for name, url in urls.items():
        before = links()
        response = who.get(url)
        if response.status_code == 200 and shows(response):
            shown.add(name)
            if links() == before:
                untold.append(url)
    return shown, untold


@pytest.mark.any_database
@pytest.mark.django_db
def test_every_address_that_shows_a_protected_column_tells_of_it() -> None:
    samples = Samples()
    rows = {r.key: marked(r) for r in PROTECTED}
    batch = batches.Batch._plain.create(
        register="experts",
        region_id=COUNTY,
        column="phone",
        value=MARK,
        reason="示例",
        count=1,
        made_by="示例",
    )
    batches.BatchChange(batch=batch, record_id=rows["experts"].pk, before=MARK).save()
    problem = {"row": 2, "column": "phone", "label": "电话", "value": MARK, "message": "太长", "fix": ""}
    session = ImportSession._plain.create(
        register="experts",
        region_id=COUNTY,
        file=keep(f"姓名,电话\n{MARK},1".encode(), "e.csv"),
        filename="e.csv",
        state="checked",
        summary={"problems": [problem]},
    )
    for name, given in samples.kwargs.items():
        if given.get("key") == "sampling" or name == "enterprise_section":
            given["key"] = "experts"
            if "pk" in given:
                given["pk"] = batch.pk if name.startswith("batch") else rows["experts"].pk
        if name.startswith("import") and "pk" in given:
            given["pk"] = session.pk
    slow = {"report", "report_file", "release"}
    urls = {n: samples.url(n) for n in NAMES if n not in slow}
    for key, row in rows.items():
        urls[f"list of {key}"] = reverse("desk:register", args=[key])
        urls[f"row of {key}"] = reverse("desk:record", args=[key, row.pk])
        urls[f"api of {key}"] = f"/api/registers/{key}/records"
    shown, untold = walk(client("O"), urls)
    assert untold == []
    expected = {"register", "record", "record_edit", "template", "export", "batch", "groups"}
    expected |= {"enterprise", "enterprise_file", "import_errors"}
    expected |= {f"{what} of {key}" for key in rows for what in ("row", "api")}
    assert expected - shown == set(), "these show what is protected, else the walk proves nothing"


def test_every_protected_column_notices_that_it_is_read() -> None:
    bare = [
        f"{r.key}.{n}"
        for r in PROTECTED
        for n in r.sensitive
        if not isinstance(r.model.__dict__.get(n), Protected)
    ]
    assert PROTECTED
    assert bare == []


@pytest.mark.parametrize("register", PROTECTED, ids=lambda r: str(r.key))
def test_the_name_of_a_row_holds_nothing_protected(register: Register) -> None:
    """It stands in lists, tasks and messages of many pages, and in the trail."""
    row = register.model(**dict.fromkeys(register.sensitive, MARK))
    assert MARK not in str(row)


def test_what_is_entered_or_set_is_not_read() -> None:
    model = next(r.model for r in PROTECTED if r.key == "experts")
    with noticing() as noticed:
        row: Any = model(**{"name": MARK})
        assert row.name == MARK
        row.pk = 7
        row.name = "另一人"
        assert noticed == {}
        assert row.name
    assert [list(s.columns) for s in noticed.values()] == [["name"]]


def test_who_is_shown_the_drawn_is_shown_what_the_draw_keeps_of_them() -> None:
    declared = declarations()["expert_panel"]
    key = declared.lists[0].key
    with noticing() as noticed:
        noticed_of(declared, [Line(list_key=key, record_id=7, shown=[MARK]), Line(list_key="others")])
    ((model, seen),) = noticed.items()
    assert model is next(r.model for r in PROTECTED if r.key == "experts")
    assert (list(seen.columns), list(seen.rows)) == (["name"], [7])
