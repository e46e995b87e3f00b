"""The overview of all registers, by room, and the code lists that their columns take their values from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q, Value
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Badge,
    Card,
    Column,
    Crumb,
    Empty,
    Figure,
    FilterBar,
    Link,
    PageHead,
    Pager,
    Pairs,
    Row,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import service
from zhiheng.frame.registers.codes import CodeList, Entry, code_lists
from zhiheng.frame.registers.declare import Register, registers
from zhiheng.frame.registers.models import ImportSession, SessionState
from zhiheng.frame.registers.unions import together
from zhiheng.frame.registers.wording import heading

CODES_A_PAGE = 100
OFTEN = 8  # registers in sight before all the rooms


class FindForm(forms.Form):
    """Which registers are listed: those that a word is in, those that hold records."""

    q = forms.CharField(required=False, max_length=60)
    held = forms.BooleanField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["q"].label = _("查找台账")
        self.fields["q"].widget.attrs |= {
            "placeholder": _("台账名称、说明或列名"),
            "type": "search",
            "data-find": "",
            "aria-describedby": "find-hint",
        }
        self.fields["held"].label = _("只看有记录的")


@dataclass(frozen=True)
class Held:
    """A register on its shelf: how many records in reach, up to which day, the last import and what waits."""

    register: Register
    count: int
    latest: dt.date | None
    imports: Mapping[str, Any]

    @property
    def label(self) -> str:
        return common.title(self.register)

    @property
    def words(self) -> str:
        """What the box above finds it by while typing: the rest is found by asking."""
        said = (self.register.label, self.register.label_en, common.about(self.register))
        return " ".join(said).lower()

    @property
    def imported(self) -> str:
        last = self.imports.get("last")
        return formats.date(last)[:10] if last else ""

    @property
    def waiting(self) -> Link | None:
        waiting = self.imports.get("waiting")
        at = f"{reverse('desk:imports')}?register={self.register.key}&state=checked"
        return Link(_("%(n)s 批待核对") % {"n": waiting}, at) if waiting else None


@dataclass(frozen=True)
class Shelf:
    """The registers of one room."""

    key: str
    name: str
    held: Sequence[Held]


def room_of(register: Register) -> tuple[str, str]:
    """Label and name of the room that declares the register."""
    config = register.model._meta.app_config
    return config.label, _(str(config.verbose_name))


@require_safe
@page("register.view")
def overview(request: StaffRequest, scope: Scope) -> HttpResponse:
    """Every register in reach, by room: how many records, up to which day, when last imported, what waits."""
    open_ = common.open_registers(scope)
    form = FindForm(request.GET)
    form.is_valid()
    named = [r for r in open_ if _named(r, request.GET.get("q", ""))]
    imports, holdings = _imports(request), _holdings(scope, named)
    found = [Held(r, *holdings.get(r.key, (0, None)), imports.get(r.key, {})) for r in named]
    if form.cleaned_data.get("held"):
        found = [h for h in found if h.count]
    narrowed = bool(form.cleaned_data.get("q") or form.cleaned_data.get("held"))
    actions = []
    if request.actor.may("register.import"):
        actions.append(Action(_("导入记录"), reverse("desk:imports")))
    if request.actor.may("register.change"):
        actions.append(Action(_("现场"), reverse("desk:onsite")))
    actions.append(Action(_("代码表"), reverse("desk:code_lists")))
    nothing = (
        Empty(
            _("没有找到台账"),
            _("换一个词，或清除条件。"),
            Action(_("看全部台账"), reverse("desk:registers")),
        )
        if open_
        else Empty(_("没有您可以查看的台账"), _("台账按管辖区划和领域开放，请联系本单位安全管理员。"))
    )
    lead = _("共 %(n)s 本。每个数都从这些记录算出。点开一本，可以查、录、导入、导出。") % {"n": len(open_)}
    context = {
        "crumbs": [Crumb(pgettext("全部", "台账"))],
        "page_head": PageHead(pgettext("全部", "台账"), lead, actions),
        "form": form,
        "narrowed": narrowed,
        "count": len(found),
        "shelves": _shelves(found),
        "often": [] if narrowed or len(found) <= OFTEN * 2 else _often(found),
        "nothing": None if found else nothing,
    }
    return render(request, "desk/registers/overview.html", context)


def _shelves(found: Sequence[Held]) -> list[Shelf]:
    rooms: dict[str, tuple[str, list[Held]]] = {}
    for each in found:
        label, name = room_of(each.register)
        rooms.setdefault(label, (name, []))[1].append(each)
    return [Shelf(label, name, held) for label, (name, held) in rooms.items()]


def _often(found: Sequence[Held]) -> list[Held]:
    """What this person imported into last, then what holds most; the browser puts what was opened last before both."""
    # A moment as a number, so that those never imported into compare too.
    own = [h.imports["mine"].timestamp() if h.imports.get("mine") else 0.0 for h in found]
    order = sorted(zip(own, found, strict=True), key=lambda pair: (-pair[0], -pair[1].count))
    return [each for _at, each in order[:OFTEN]]


def _named(register: Register, words: str) -> bool:
    """Whether every word is somewhere in what the register says of itself or in a heading."""
    own = (register.key, register.label, register.label_en, register.about, register.about_en)
    said = " ".join(
        [*own, *map(register.label_of, register.names), *(heading(register, n) for n in register.names)]
    ).lower()
    return all(word in said for word in words.lower().split())


def _imports(request: StaffRequest) -> dict[str, dict[str, Any]]:
    """Per register: the last import applied, this person's own last, and those read but neither applied nor left."""
    scope = request.actor.scope("register.import")
    if not scope:
        return {}
    checked = Q(state__in=[SessionState.CHECKED, SessionState.UPLOADED])
    rows = (
        ImportSession.objects.within(scope)
        .order_by()
        .values("register")
        .annotate(
            waiting=Count("pk", filter=checked),
            last=Max("applied_at"),
            mine=Max("made_at", filter=Q(made_by_id=request.user.pk)),
        )
    )
    return {row["register"]: dict(row) for row in rows}


def _holdings(scope: Scope, open_: Sequence[Register]) -> dict[str, tuple[int, dt.date | None]]:
    """How many standing records in reach each register holds, up to which day: one question for all of them."""
    parts = [
        r.model.objects.within(service.reach(scope, r))
        .standing()
        .order_by()
        .annotate(of=Value(r.key))
        .values("of")
        .annotate(count=Count("pk"), latest=Max(r.facts.date))
        .values_list("of", "count", "latest")
        for r in open_
    ]
    return {of: (count, latest) for of, count, latest in together(parts)}


# -- code lists -------------------------------------------------------------------------------------


def _users(key: str) -> str:
    """The registers' columns that take their values from a list."""
    found = [
        f"{common.title(r)}·{heading(r, c.name)}"
        for r in registers().values()
        for c in r.columns
        if c.codes == key
    ]
    return _("、").join(found)


def _title(listed: CodeList) -> str:
    return formats.bilingual(listed.head, "title")


def _span(start: dt.date | None, end: dt.date | None) -> str:
    if start is None and end is None:
        return ""
    return f"{start or _('不限')} – {end or _('至今')}"


@require_safe
@page("register.view")
def lists(request: StaffRequest, scope: Scope) -> HttpResponse:
    """Which code lists there are, whence, how sure, and who uses them."""
    heads = [
        Column("title", _("代码表"), wide=True),
        Column("standard", _("标准")),
        Column("count", _("条数"), align="end"),
        Column("span", _("有效期")),
        Column("source", _("来源"), wide=True),
        Column("certainty", _("把握")),
        Column("used", _("用在"), wide=True),
    ]
    rows = [
        Row(
            [
                _title(each),
                each.head.standard or None,
                Figure(len(each.entries)),
                _span(each.head.valid_from, each.head.valid_to),
                each.head.source.text,
                Badge(_(each.head.certainty.label), "plain"),
                _users(key) or None,
            ],
            url=reverse("desk:code_list", args=[key]),
            key=key,
        )
        for key, each in code_lists().items()
    ]
    lead = _("台账的代码列从这些表取值：可以填代码，也可以填名称；查不到的会提出相近的，由人选定。")
    context = {
        "crumbs": [Crumb(pgettext("全部", "台账"), reverse("desk:registers")), Crumb(_("代码表"))],
        "page_head": PageHead(_("代码表"), lead),
        "parts": [Table(heads, rows, _("代码表"), id="code-lists", cards=True)],
    }
    return render(request, "desk/registers/page.html", context)


class CodeForm(forms.Form):
    q = forms.CharField(required=False, max_length=60)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["q"].label = _("搜索")
        self.fields["q"].widget.attrs["placeholder"] = _("代码开头或名称")


@require_safe
@page("register.view")
def entries(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """The codes of one list."""
    listed = code_lists().get(key)
    if listed is None:
        raise Http404(_("没有代码表“%(key)s”。") % {"key": key})
    words = request.GET.get("q", "").strip()
    found = [e for e in listed.entries.values() if _holds(e, words)]
    current = Paginator(found, CODES_A_PAGE).get_page(request.GET.get("page"))
    heads = [
        Column("code", _("代码")),
        Column("name", _("名称"), wide=True),
        Column("also", _("也叫"), wide=True),
        Column("span", _("有效期")),
        Column("certainty", _("把握")),
    ]
    table = Table(
        heads,
        [
            Row(
                [
                    e.code,
                    e.name,
                    _("、").join(e.also) or None,
                    _span(e.valid_from, e.valid_to) or None,
                    Badge(_((e.certainty or listed.head.certainty).label), "plain"),
                ],
                key=e.code,
            )
            for e in current
        ],
        _title(listed),
        pager=Pager.of(current),
        empty=_("没有这样的代码。"),
        cards=True,
    )
    facts = Pairs(
        [
            (_("标准"), listed.head.standard or None),
            (_("来源"), listed.head.source.text),
            (_("有效期"), _span(listed.head.valid_from, listed.head.valid_to) or None),
            (_("用在"), _users(key) or None),
            (_("说明"), listed.head.note or None),
        ]
    )
    home = Crumb(pgettext("全部", "台账"), reverse("desk:registers"))
    context = {
        "crumbs": [home, Crumb(_("代码表"), reverse("desk:code_lists")), Crumb(_title(listed))],
        "page_head": PageHead(_title(listed), _("共 %(n)s 条。") % {"n": len(listed.entries)}),
        "parts": [
            FilterBar(CodeForm(request.GET), first=("q",), keep=()),
            table,
            Card(_("这张表"), facts),
        ],
    }
    return render(request, "desk/registers/page.html", context)


def _holds(entry: Entry, words: str) -> bool:
    return (
        not words or entry.code.startswith(words) or any(words in name for name in (entry.name, *entry.also))
    )
