"""A record's history out of the trail, with the import that made it, and the figures that rest on it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.actions import action_words
from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Event, Link
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.noticing import saw
from zhiheng.frame.registers.wording import heading
from zhiheng.frame.trail.chain import history
from zhiheng.frame.trail.models import Entry
from zhiheng.judgement.indicators.catalogue import catalogue
from zhiheng.judgement.indicators.derived import sources

_LIGHTS = {"register.withdraw": "red", "import.undo": "red", "register.add": "green", "import.apply": "green"}


def titles() -> dict[str, str]:
    return {
        "register.add": _("登记"),
        "register.change": _("修改"),
        "register.withdraw": _("撤回"),
        "register.restore": _("恢复"),
        "return.late": _("锁定后修改"),
        "import.apply": _("由导入登记"),
        "import.undo": _("所属导入被撤销"),
    }


def entries_of(record: Record) -> list[Entry]:
    """Links about the record and, where an import made it, about that import; newest first."""
    found = history(record)
    if record.session is not None:
        found += [e for e in history(record.session) if e.action in {"import.apply", "import.undo"}]
    return sorted(found, key=lambda e: -e.seq)


def events(register: Register, record: Record, entries: list[Entry], actor: Actor) -> list[Event]:
    regions = _region_names(register, entries)
    may_import = service.covers(actor.scope("register.import"), register, record)
    return [_event(register, record, e, regions, may_import) for e in entries]


def _event(
    register: Register, record: Record, entry: Entry, regions: dict[str, str], may_import: bool
) -> Event:
    text, url = entry.note, ""
    if entry.action.startswith("import.") and record.session is not None:
        if entry.action == "import.apply":
            text = _("文件“%(file)s”第 %(row)s 行") % {
                "file": record.session.filename,
                "row": record.session_row,
            }
        url = reverse("desk:import", args=[record.session_id]) if may_import else ""
    return Event(
        entry.at,
        _title(register, entry.action),
        entry.actor,
        text,
        _LIGHTS.get(entry.action, ""),
        _changes(register, record.pk, entry, regions),
        url,
    )


def _title(register: Register, action: str) -> str:
    known = titles()
    if action in known:
        return known[action]
    lifecycle = register.lifecycle
    if lifecycle is not None and action.startswith(f"{lifecycle.key}."):
        for move in lifecycle.moves:
            if action == f"{lifecycle.key}.{move.key}":
                return formats.bilingual(move, "label")
    return action_words(action)


def _changes(
    register: Register, pk: int, entry: Entry, regions: dict[str, str]
) -> list[tuple[str, Any, Any]]:
    """Columns with both sides; a first entry has one side only and the columns stand on the page anyway."""
    before, after = entry.before or {}, entry.after or {}
    if not before:
        return []
    saw(register.model, [n for n in after if before.get(n) not in (None, "", after.get(n))], [pk])
    return [
        (
            heading(register, n) if n in register.by_name or n == register.model.scope.handed else n,
            common.words(register, n, before.get(n), regions),
            common.words(register, n, after.get(n), regions),
        )
        for n in after
        if before.get(n) != after.get(n)
    ]


def _region_names(register: Register, entries: list[Entry]) -> dict[str, str]:
    names = [n for n in register.names if register.model_field(n).related_model is Region]
    codes = {
        str(side[n])
        for entry in entries
        for side in (entry.before or {}, entry.after or {})
        if entry.before
        for n in names
        if side.get(n)
    }
    return dict(Region.objects.filter(pk__in=codes).values_list("code", "name")) if codes else {}


def figures(register: Register, record: Record) -> list[tuple[str, Any]]:
    """The indicators computed from this register, each leading to the record's own cell of the year."""
    found: list[tuple[str, Any]] = []
    known = catalogue()
    for code in known.codes:
        definition = known.versions(code)[-1]
        if register.key not in sources(definition.register_key or ""):
            continue
        url = ""
        if record.fact_year:
            url = common.address("desk:cell", code, record.region_id, str(record.fact_year))
        url = url or common.address("desk:indicator", code)
        name = formats.bilingual(definition)
        found.append((code, Link(name, url) if url else name))
    return found
