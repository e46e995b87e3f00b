"""Tests that every register passes, generated from its declaration.

    class TestSampling(RegisterCases):
        key = "sampling"
        example = {"report_no": "CJ-001", "region": "620702", ...}   # one valid row, stored values

A guard (tests/records/test_all_registers.py) fails when a register has no such class.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any, ClassVar

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from tests.support.people import CITY, COUNTY, NEIGHBOUR, People
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.filters import filterset_of, ordering
from zhiheng.frame.registers.forms import form_fields
from zhiheng.frame.registers.models import ImportSession, Record, SessionState
from zhiheng.frame.trail.chain import history, verify
from zhiheng.kernels.intake import template_workbook


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def _steps(record: Record) -> list[str]:
    """What was done to the record, newest first, without the dues that its first state makes."""
    return [e.action for e in history(record) if not e.action.startswith("due.")]


@pytest.mark.django_db
class RegisterCases:
    """Base class; ``example`` is one valid row of stored values, ``change`` a column to correct with its new value."""

    key: ClassVar[str]
    example: ClassVar[dict[str, Any]]
    change: ClassVar[tuple[str, Any]]

    @pytest.fixture(scope="class")
    def nation(
        self, django_db_setup: None, django_db_blocker: Any
    ) -> Iterator[tuple[People, dict[str, str]]]:
        """People, and the clerk's cookies: made once for the cases of a register, which change neither."""
        with django_db_blocker.unblock(), transaction.atomic():
            people = People()
            client = signed_in(people.clerk)
            yield people, {key: morsel.value for key, morsel in client.cookies.items()}
            transaction.set_rollback(True)

    @pytest.fixture(autouse=True)
    def _people(self, nation: tuple[People, dict[str, str]], db: None) -> None:
        self.people, cookies = nation
        self.client = Client()
        self.client.cookies.load(cookies)

    # -- what the cases are made of -----------------------------------------------------
    @property
    def register(self) -> Register:
        return register_of(self.key)

    def row(self, n: int = 0, **other: Any) -> dict[str, Any]:
        """The example with another natural key for another ``n``."""
        row = {**self.example, **other}
        if n:
            for name in reversed(self.register.natural_key):
                if name == "period" and self.register.periodic is not None:
                    period = self.register.periodic.parse(row[name])
                    for _ in range(n):
                        period = period.previous_year()
                    row[name] = period.key
                    break
                if isinstance(row[name], dt.date):
                    row[name] += dt.timedelta(days=n)
                    break
                if self.register.type_of(name) in {"text", "identifier"}:
                    row[name] = f"{row[name]}-{n}"
                    break
        return row

    def make(self, n: int = 0, **other: Any) -> Record:
        values = {self.register.model_field(k).attname: v for k, v in self.row(n, **other).items()}
        return service.create(machine("测试"), self.register, values)

    def at(self, name: str, *args: Any) -> str:
        return reverse(f"desk:{name}", args=[self.key, *args])

    def posted(self, row: dict[str, Any]) -> dict[str, Any]:
        """A row as a browser posts it."""
        found = {}
        for name in form_fields(self.register):
            value = row.get(name, self._default(name))
            nullable = self.register.model_field(name).null
            if value is None or (value is False and not nullable):
                continue
            found[name] = ("true" if value else "false") if nullable and isinstance(value, bool) else value
        return found

    def _default(self, name: str) -> Any:
        spec = self.register.model_field(name)
        return spec.get_default() if spec.has_default() else None

    def upload(self, data: bytes, filename: str = "表.xlsx") -> ImportSession:
        file = SimpleUploadedFile(filename, data)
        response = self.client.post(self.at("import_new"), {"file": file, "region": COUNTY})
        assert response.status_code == 302, response.content.decode()
        return ImportSession.objects.latest("id")

    def rows(self) -> int:
        return self.register.model.objects.standing().count()

    def read(self, response: HttpResponse) -> list[tuple[Any, ...]]:
        sheet = openpyxl.load_workbook(io.BytesIO(body(response))).worksheets[0]
        return list(sheet.iter_rows(values_only=True))

    # -- the cases ----------------------------------------------------------------------
    @pytest.mark.once_a_room_on_postgres
    def test_the_list_shows_the_row(self) -> None:
        record = self.make()
        response = self.client.get(self.at("register"))
        assert response.status_code == 200
        assert self.at("record", record.pk) in response.content.decode()

    def test_every_filter_finds_the_row_and_misses_others(self) -> None:
        """Each filter by itself as the list asks it, then all that hold together through the page."""
        record = self.make()
        together: dict[str, Any] = {}
        for column in [c for c in self.register.columns if c.filter]:
            value = getattr(record, self.register.model_field(column.name).attname)
            if value in (None, ""):
                continue
            queries = self._queries(column.name, value)
            for query, expected in queries:
                chosen = self.chosen(query)
                assert (record.pk in chosen) is expected, (column.name, query)
            together |= queries[0][0]
        page = self.client.get(self.at("register"), together).content.decode()
        assert self.at("record", record.pk) in page, together
        assert "筛选条件有误" not in page, together

    def chosen(self, query: dict[str, Any]) -> set[int]:
        """The records that a query of the address lists for the clerk; a query that is refused fails."""
        scope = self.actor().need("register.view")
        data = QueryDict(urlencode(query, doseq=True))
        rows = self.register.model.objects.within(service.reach(scope, self.register))
        found = filterset_of(self.register)(data, rows, scope)
        assert found.form.is_valid(), (query, found.form.errors)
        return {r.pk for r in found.qs}

    def _queries(self, name: str, value: Any) -> list[tuple[dict[str, Any], bool]]:
        kind = self.register.type_of(name)
        if kind == "date":
            day = dt.timedelta(days=1)
            both = {f"{name}_after": value, f"{name}_before": value}
            return [
                (both, True),
                ({f"{name}_after": value + day}, False),
                ({f"{name}_before": value - day}, False),
            ]
        if kind == "boolean":
            return [({name: str(value).lower()}, True), ({name: str(not value).lower()}, False)]
        if kind == "choice":
            choices = [k for k, _ in self.register.model_field(name).flatchoices if k not in ("", value)]
            return [({name: value}, True), *[({name: k}, False) for k in choices[:2]]]
        return [({name: value}, True)]

    def test_search_and_order(self) -> None:
        record = self.make()
        for name in self.register.search:
            if words := str(getattr(record, name)):
                assert record.pk in self.chosen({"q": words}), name
        if self.register.search:
            assert record.pk not in self.chosen({"q": "决无此词"})
        for column in self.register.listed:
            for sort in (column.name, f"-{column.name}"):
                rows = self.register.model.objects.order_by(*ordering(self.register, sort))
                assert list(rows.values_list("pk", flat=True)) == [record.pk], sort
        first = self.register.listed[0].name
        assert self.client.get(self.at("register"), {"sort": f"-{first}"}).status_code == 200

    @pytest.mark.any_database
    def test_the_page_of_the_record(self) -> None:
        record = self.make()
        response = self.client.get(self.at("record", record.pk))
        assert response.status_code == 200
        page = response.content.decode()
        for name in self.register.names:
            assert self.register.label_of(name) in page

    @pytest.mark.once_a_room_on_postgres
    def test_entering_through_the_form(self) -> None:
        assert self.client.get(self.at("record_new")).status_code == 200
        response = self.client.post(self.at("record_new"), self.posted(self.row()))
        assert response.status_code == 302, response.content.decode()
        record = self.register.model.objects.latest("id")
        for name in form_fields(self.register):
            if name in self.example:
                stored = getattr(record, self.register.model_field(name).attname)
                assert stored == self.register.model_field(name).to_python(self.example[name]), name
        assert record.owner is not None
        assert _steps(record)[0] == "register.add"
        again = self.client.post(self.at("record_new"), self.posted(self.row()))
        assert again.status_code == 422
        assert "已有相同的记录" in again.content.decode()

    @pytest.mark.any_database
    @pytest.mark.once_a_room
    def test_an_empty_form_says_what_is_missing(self) -> None:
        response = self.client.post(self.at("record_new"), {})
        assert response.status_code == 422
        assert "data-error-summary" in response.content.decode()
        assert not self.rows()

    @pytest.mark.any_database
    def test_correcting_with_a_reason(self) -> None:
        record = self.make()
        name, value = self.change
        data = self.posted({**self.row(), name: value})
        assert self.client.get(self.at("record_edit", record.pk)).status_code == 200
        refused = self.client.post(self.at("record_edit", record.pk), data)
        assert refused.status_code == 422
        taken = self.client.post(self.at("record_edit", record.pk), {**data, "reason": "录入笔误"})
        assert taken.status_code == 302, taken.content.decode()
        entry = history(record)[0]
        assert (entry.action, entry.note, list(entry.after)) == ("register.change", "录入笔误", [name])
        record.refresh_from_db()
        assert record.revision > 0
        assert "录入笔误" in self.client.get(self.at("record", record.pk)).content.decode()

    @pytest.mark.any_database
    @pytest.mark.once_a_room
    def test_withdrawing_and_restoring(self) -> None:
        record = self.make()
        link = self.at("record", record.pk)
        assert self.client.get(self.at("record_withdraw", record.pk)).status_code == 200
        assert self.client.post(self.at("record_withdraw", record.pk), {"reason": ""}).status_code == 422
        assert self.client.post(self.at("record_withdraw", record.pk), {"reason": "重复"}).status_code == 302
        assert link not in self.client.get(self.at("register")).content.decode()
        for switch in ("with", "only"):
            assert link in self.client.get(self.at("register"), {"withdrawn": switch}).content.decode()
        assert "重复" in self.client.get(link).content.decode()
        assert self.client.post(self.at("record_restore", record.pk), {"reason": "误撤"}).status_code == 302
        assert link in self.client.get(self.at("register")).content.decode()
        assert verify().sound

    @pytest.mark.once_a_room_on_postgres
    def test_export_and_import_of_the_same_rows_adds_nothing(self) -> None:
        for n in range(3):
            self.make(n)
        for fmt in ("xlsx", "csv"):
            data = body(self.client.get(self.at("export", fmt)))
            session = self.upload(data, f"导出.{fmt}")
            assert session.state == SessionState.CHECKED, session.summary
            counts = {k: session.summary[k] for k in ("rows", "new", "changed", "same", "bad_rows")}
            assert counts == {"rows": 3, "new": 0, "changed": 0, "same": 3, "bad_rows": 0}, session.summary
        assert self.rows() == 3

    @pytest.mark.any_database
    @pytest.mark.once_a_room
    def test_export_holds_what_the_list_shows(self) -> None:
        self.make(1)
        self.make(2, region=NEIGHBOUR)
        mine = self.read(self.client.get(self.at("export", "xlsx")))
        assert len(mine) == 2
        above = signed_in(self.people.office)
        assert len(self.read(above.get(self.at("export", "xlsx")))) == 3
        assert len(self.read(above.get(self.at("export", "xlsx"), {"region": NEIGHBOUR}))) == 2

    @pytest.mark.any_database
    @pytest.mark.once_a_room
    def test_the_template_filled_in_is_imported(self) -> None:
        """Through the pages; that every template can be filled in and taken back: tests/records/test_round_trips.py."""
        response = self.client.get(self.at("template"))
        assert response.status_code == 200
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        sheet = book.worksheets[0]
        specs = self.register.specs()
        heads = [str(c.value).removesuffix("*") for c in sheet[1]]
        assert heads == [s.label for s in specs]
        for n in range(2):
            for j, spec in enumerate(specs, 1):
                value = self.row(n).get(spec.name)
                if spec.type == "choice" and value is not None:
                    value = spec.choices[value][0]
                elif spec.type == "boolean" and value is not None:
                    value = "是" if value else "否"
                sheet.cell(n + 2, j, value)
        out = io.BytesIO()
        book.save(out)
        session = self.upload(out.getvalue())
        assert session.summary.get("new") == 2, session.summary
        page = self.client.get(reverse("desk:import", args=[session.pk]))
        assert page.status_code == 200
        self.client.post(reverse("desk:import_apply", args=[session.pk]), {"action": "all"})
        assert self.rows() == 2
        made = self.register.model.objects.latest("id")
        assert (made.session_id, made.region_id) == (session.pk, COUNTY)
        assert session.filename in self.client.get(self.at("record", made.pk)).content.decode()
        self.client.post(reverse("desk:import_undo", args=[session.pk]), {"reason": "传错文件"})
        assert self.rows() == 0
        assert verify().sound

    @pytest.mark.once_a_room_on_postgres
    def test_another_county_is_out_of_reach(self) -> None:
        """Neither listed nor shown nor changed nor added nor exported; the other doors: below."""
        record = self.make(region=NEIGHBOUR)
        assert self.at("record", record.pk) not in self.client.get(self.at("register")).content.decode()
        assert self.client.get(self.at("record", record.pk)).status_code == 404
        posted = {**self.posted(self.row()), "reason": "越权"}
        assert self.client.post(self.at("record_edit", record.pk), posted).status_code == 404
        there = self.client.post(self.at("record_new"), self.posted(self.row(1, region=NEIGHBOUR)))
        assert there.status_code == 422
        assert len(self.read(self.client.get(self.at("export", "xlsx")))) == 1
        assert self.rows() == 1
        assert _steps(record) == ["register.add"]

    @pytest.mark.any_database
    @pytest.mark.once_a_room
    def test_no_door_leads_to_another_county(self) -> None:
        record = self.make(region=NEIGHBOUR)
        posted = {**self.posted(self.row()), "reason": "越权"}
        for name in ("record_edit", "record_withdraw", "record_restore"):
            assert self.client.get(self.at(name, record.pk)).status_code == 404
            assert self.client.post(self.at(name, record.pk), posted).status_code == 404
        assert self.rows() == 1
        assert _steps(record) == ["register.add"]

    @pytest.mark.any_database
    @pytest.mark.once_a_room
    def test_rows_of_another_county_are_refused_at_the_check(self) -> None:
        mine, theirs = self.row(1), self.row(2, region=NEIGHBOUR)
        session = self.upload(self.workbook([mine, theirs]))
        assert (session.summary["new"], session.summary["bad_rows"]) == (1, 1), session.summary

    def workbook(self, rows: list[dict[str, Any]]) -> bytes:
        from zhiheng.kernels.intake import export_workbook

        return export_workbook(self.register.specs(), rows)

    @pytest.mark.any_database
    @pytest.mark.once_a_room
    def test_who_may_not_write_sees_no_buttons(self) -> None:
        from tests.support.people import person

        record = self.make()
        reader = signed_in(person("reader", "auditor", CITY))
        page = reader.get(self.at("record", record.pk))
        assert page.status_code == 200
        assert self.at("record_edit", record.pk) not in page.content.decode()
        assert reader.get(self.at("record_edit", record.pk)).status_code == 403
        assert reader.get(self.at("record_new")).status_code == 403
        assert reader.get(self.at("import_new")).status_code == 403
        assert reader.get(self.at("export", "xlsx")).status_code == 403

    @pytest.mark.any_database
    @pytest.mark.once_a_room
    def test_the_declaration_makes_a_template_without_rows(self) -> None:
        assert template_workbook(self.register.specs(), self.register.label)[:2] == b"PK"

    def actor(self) -> Actor:
        return Actor(user=self.people.clerk)
