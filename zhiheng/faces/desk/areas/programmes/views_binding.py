"""Which indicator measures each target: what is bound, what is proposed and why; confirmed by the office, many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhiheng.faces.desk.areas.indicators.standing import wanted_words
from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats, sentences
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Column,
    Component,
    Crumb,
    Link,
    PageHead,
    Row,
    Tab,
    Table,
    Tabs,
    query_with,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.indicators import binding
from zhiheng.judgement.indicators.catalogue import applies, code_for, definition, resolve, split
from zhiheng.kernels.binding import Suggestion
from zhiheng.kernels.measures import MeasureError
from zhiheng.records.programmes.binding import Decision, bind
from zhiheng.records.programmes.models import Node, Programme, Target

BIND = "programme.bind"
NONE = "none"  # decided: no indicator measures it
SHOWN = ("open", "other", "all")


@dataclass(frozen=True)
class Standing:
    """One target with what is proposed for it."""

    target: Target
    suggestions: tuple[Suggestion, ...]

    @property
    def open(self) -> bool:
        """Nobody has decided: no indicator came with the programme, none was chosen or refused since."""
        return not self.target.indicator and not self.target.bound_by

    @property
    def other(self) -> bool:
        """What came with the programme is not what is proposed, and nobody has looked at it since."""
        best = self.suggestions[0].code if self.suggestions else ""
        return bool(self.target.indicator) and not self.target.bound_by and best != self.target.indicator

    @property
    def sure(self) -> Suggestion | None:
        """What one click may take: sure, and not decided otherwise."""
        return self.suggestions[0] if self.open and self.suggestions and self.suggestions[0].certain else None


@dataclass(frozen=True)
class Choice(Component):
    """The choice of a row: what is proposed, none, or a code typed in."""

    key: str
    name: str
    options: Sequence[tuple[str, str]]

    def html(self, page: Mapping[str, Any]) -> SafeString:
        options = format_html_join("", '<option value="{}">{}</option>', self.options)
        return format_html(
            '<span class="zh-bind"><select class="form-select form-select-sm" name="choice-{}" aria-label="{}">{}</select>'
            '<input class="form-control form-control-sm" name="other-{}" list="all-indicators" maxlength="80" '
            'aria-label="{}" placeholder="{}"></span>',
            self.key,
            _("%(name)s：对应哪个指标") % {"name": self.name},
            options,
            self.key,
            _("%(name)s：另选指标") % {"name": self.name},
            _("另选：代码或名称"),
        )


@require_http_methods(["GET", "HEAD", "POST"])
@page(BIND)
def bindings(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    seen = Programme.objects.within(scope).defer("text").select_related("region")
    found = get_object_or_404(seen, key=key)
    scope.require(found.region_id)
    rows = standings(found)
    problem = ""
    if request.method == "POST":
        try:
            decided = decisions(request, found, rows)
            changed = bind(request.actor, found, decided)
        except ValueError as error:
            problem = str(error)
        else:
            if changed:
                messages.success(
                    request, _("已确认 %(n)s 项的指标对应，完成情况随即按它计算。") % {"n": len(changed)}
                )
            else:
                messages.info(request, _("没有要保存的改动：请先在“对应到”一栏选择。"))
            return redirect(request.get_full_path())
    return show(request, found, rows, problem)


def standings(programme: Programme) -> list[Standing]:
    """Every target with its suggestions: three queries, whatever their number."""
    why = "parts of a programme already narrowed"
    nodes = dict(Node.objects.everywhere(why).filter(programme=programme).values_list("path", "title"))
    targets = list(
        Target.objects.everywhere(why)
        .filter(programme=programme)
        .select_related("node")
        .order_by("start", "id")
    )
    figures = [
        {
            "indicator": t.indicator_name,
            "unit": t.unit,
            "measure": t.measure,
            "op": t.op,
            "kind": t.kind,
            "section": t.node.path if t.node else "",
        }
        for t in targets
    ]
    proposed = binding.suggestions_for(figures, nodes, programme.region_id)
    return [Standing(t, s) for t, s in zip(targets, proposed, strict=True)]


def decisions(request: StaffRequest, programme: Programme, rows: Sequence[Standing]) -> list[Decision]:
    """What was chosen on the page. Raises ValueError in words for a code that is not known or not used here."""
    if request.POST.get("action") == "certain":
        return [
            Decision(row.target.key, row.sure.code, row.sure.variant, _said(row.sure))
            for row in rows
            if row.sure is not None
        ]
    made = []
    for row in rows:
        key = row.target.key
        typed = request.POST.get(f"other-{key}", "").strip()
        chosen = request.POST.get(f"choice-{key}", "")
        if typed:
            made.append(_typed(row.target, typed, programme.region_id))
        elif chosen == NONE:
            made.append(Decision(key))
        elif chosen:
            made.append(_chosen(row, chosen, programme.region_id))
    return made


def _typed(target: Target, typed: str, region: str) -> Decision:
    """A code or a name, or both as the list beside the field writes them (``P01 重要工业产品监督抽查合格率``)."""
    words = [typed, typed.partition(" ")[0]]
    for word in words:
        try:
            code = resolve(word)
        except MeasureError:
            continue
        return _checked(target, *split(code), region)
    raise ValueError(
        _("指标值 %(key)s：没有指标“%(word)s”。请从列出的指标中选，或先新设。")
        % {"key": target.key, "word": typed}
    )


def _chosen(row: Standing, chosen: str, region: str) -> Decision:
    code, _sep, variant = chosen.partition("|")
    said = next((_said(s) for s in row.suggestions if (s.code, s.variant) == (code, variant)), "")
    return _checked(row.target, code, variant, region, said)


def _checked(target: Target, code: str, variant: str, region: str, note: str = "") -> Decision:
    if code_for(code, variant, target.measure) is None or not applies(code, region):
        raise ValueError(
            _("指标值 %(key)s：指标 %(code)s 不在目录中，或不用于本区划。请另选。")
            % {"key": target.key, "code": code}
        )
    return Decision(target.key, code, variant, note)


def _said(found: Suggestion) -> str:
    return f"{found.score:.2f} {'、'.join(found.reasons)}"


# -- the page ---------------------------------------------------------------------------------------


def show(request: StaffRequest, found: Programme, rows: Sequence[Standing], problem: str) -> HttpResponse:
    every = {
        "open": [r for r in rows if r.open],
        "other": [r for r in rows if r.other],
        "all": list(rows),
    }
    asked = request.GET.get("show", "")
    shown = asked if asked in SHOWN else "open" if every["open"] else "all"
    words = {"open": _("待对应"), "other": _("与建议不同"), "all": _("全部")}
    sure = sum(row.sure is not None for row in rows)
    context = {
        "crumbs": [
            Crumb(_("方案"), reverse("desk:programmes")),
            Crumb(found.name, reverse("desk:programme", args=[found.key])),
            Crumb(_("指标对应")),
        ],
        "page_head": PageHead(
            _("指标对应"),
            f"{found.name} · {_('每个指标值按哪个指标计算；系统只提建议，由人确认')}",
            [Action(_("完成情况"), reverse("desk:attainment", args=[found.key]))],
        ),
        "tabs": programme_tabs(request.actor, found, "bindings"),
        "switch": Tabs(
            [Tab(words[k], query_with(request.GET, show=k), k == shown, len(every[k])) for k in SHOWN],
            _("看哪些"),
        ),
        "problem": Alert(_("没有保存"), problem, "error") if problem else None,
        "table": table_of(request, found, every[shown]),
        "options": [(f"{code} {name}", name) for code, name in binding.options(found.region_id)],
        "sure": sure,
        "rows": len(every[shown]),
    }
    return render(request, "desk/programmes/bindings.html", context, status=422 if problem else 200)


def table_of(request: StaffRequest, programme: Programme, rows: Sequence[Standing]) -> Table:
    defining = request.actor.scope("indicator.define").covers(programme.region_id)
    return Table(
        [
            Column("target", _("指标值"), wide=True),
            Column("wanted", _("数值"), align="end"),
            Column("bound", _("现在对应")),
            Column("proposed", _("建议"), wide=True),
            Column("choice", _("对应到")),
        ],
        [
            Row(
                [
                    [Badge(row.target.key), row.target.indicator_name],
                    wanted_words(row.target),
                    bound_words(row.target),
                    proposal(row, programme, defining),
                    Choice(row.target.key, row.target.indicator_name, options_of(row)),
                ],
                key=row.target.key,
            )
            for row in rows
        ],
        _("指标对应"),
        id="bindings",
        cards=True,
        empty=_("没有这一类指标值。"),
    )


def name_of(code: str, variant: str, measure: str) -> tuple[str, str]:
    """(code of the definition, its name) that answers; the bare code where the catalogue lacks it."""
    found = code_for(code, variant, measure)
    return (found, formats.bilingual(definition(found))) if found else (code, _("目录中没有"))


def bound_words(target: Target) -> list[object]:
    if not target.indicator:
        return [Badge(_("不对应"), "grey") if target.bound_by else Badge(_("没有对应"), "amber")]
    code, name = name_of(target.indicator, target.variant, target.measure)
    link = Link(f"{code} {name}", reverse("desk:indicator", args=[code]))
    if target.bound_by:
        return [link, Badge(_("已确认"), "green")]
    return [link, Badge(_("随方案载入"), "blue")]


def proposal(row: Standing, programme: Programme, defining: bool) -> list[object]:
    """The best suggestion with score and reasons, its runners-up; or the way to a new indicator."""
    found: list[object] = []
    if row.suggestions:
        best = row.suggestions[0]
        code, name = name_of(best.code, best.variant, row.target.measure)
        tone = "green" if best.certain else "amber"
        found += [
            Badge(f"{best.score:.0%}", tone),
            Link(f"{code} {name}", reverse("desk:indicator", args=[code])),
        ]
        found.append(Why("；".join(best.reasons), [_runner_up(s, row.target) for s in row.suggestions[1:]]))
    else:
        found.append(_("目录中没有相近的指标"))
    sure = bool(row.suggestions) and row.suggestions[0].certain
    if defining and not sure and not row.target.indicator:
        address = urlencode({"programme": programme.key, "target": row.target.key})
        found.append(Link(_("新设指标"), f"{reverse('desk:indicator_new')}?{address}"))
    return found


@dataclass(frozen=True)
class Why(Component):
    """The reasons of a suggestion and its runners-up, folded."""

    reasons: str
    others: Sequence[str]

    def html(self, page: Mapping[str, Any]) -> SafeString:
        others = format_html_join("", "<li>{}</li>", ((sentences.told(other),) for other in self.others))
        listed = format_html("<p>{}</p><ul>{}</ul>", _("其次："), others) if self.others else ""
        return format_html(
            '<details class="zh-why"><summary>{}</summary><p>{}</p>{}</details>',
            _("理由"),
            sentences.told(self.reasons),
            listed,
        )


def _runner_up(found: Suggestion, target: Target) -> str:
    code, name = name_of(found.code, found.variant, target.measure)
    return f"{found.score:.0%} {code} {name}：{'；'.join(found.reasons)}"


def options_of(row: Standing) -> list[tuple[str, str]]:
    target = row.target
    options = [("", _("不改"))]
    if target.indicator and not target.bound_by:
        code, name = name_of(target.indicator, target.variant, target.measure)
        options.append(
            (f"{target.indicator}|{target.variant}", _("确认现在的 %(code)s") % {"code": f"{code} {name}"})
        )
    for found in row.suggestions:
        if (found.code, found.variant) == (target.indicator, target.variant):
            continue
        code, name = name_of(found.code, found.variant, target.measure)
        options.append((f"{found.code}|{found.variant}", f"{found.score:.0%} {code} {name}"))
    options.append((NONE, _("不对应任何指标")))
    return options
