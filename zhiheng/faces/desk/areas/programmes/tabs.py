"""The pages of one programme, side by side: each area that has one is reached from all the others."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiheng.faces.shell.components import Tab, Tabs
from zhiheng.frame.people.actors import Actor
from zhiheng.records.programmes.models import Programme

#: key, words, address (with the programme's key), what the actor must be allowed.
PAGES = (
    ("clauses", gettext_noop("条款"), "desk:programme", "programme.view"),
    ("attainment", gettext_noop("完成情况"), "desk:attainment", "programme.view"),
    ("bindings", gettext_noop("指标对应"), "desk:programme_bindings", "programme.bind"),
    ("cascade", gettext_noop("目标分解"), "desk:cascade", "cascade.view"),
    ("tasks", gettext_noop("任务"), "desk:programme_tasks", "task.view"),
    ("problems", gettext_noop("问题"), "desk:programme_problems", "task.view"),
    ("phases", gettext_noop("阶段验收"), "desk:programme_phases", "task.view"),
    ("what_if", gettext_noop("推演"), "desk:what_if", "task.view"),
    ("compare", gettext_noop("上下对照"), "desk:programme_compare", "programme.view"),
    ("links", gettext_noop("上下关系"), "desk:programme_links", "programme.view"),
)


def programme_tabs(actor: Actor, programme: Programme, current: str) -> Tabs:
    """Tabs of ``programme`` that ``actor`` may open; ``current`` is the key of the page shown."""
    tabs = []
    for key, words, name, action in PAGES:
        # Views reach upwards, what changes a programme is for its own office.
        allowed = (
            actor.may(action) if action.endswith(".view") else actor.scope(action).covers(programme.region_id)
        )
        if not allowed:
            continue
        try:
            url = reverse(name, args=[programme.key])
        except NoReverseMatch:
            continue
        tabs.append(Tab(_(words), url, current=key == current))
    return Tabs(tabs, _("方案的各页"))
