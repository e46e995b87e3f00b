"""A document of our own making, with everything a reading may hold, and a draft of it."""

from __future__ import annotations

from typing import Any

from zhiheng.frame.people.actors import Actor, machine
from zhiheng.records.drafts.models import Draft, Item
from zhiheng.records.drafts.opening import open_draft

ME = machine("测试")
KEY = "yangli-2026"
TEXT = """样例市质量提升行动方案(2026—2030年)

为提升全市质量水平,制定本方案。
一、工作目标
到2030年,重点产品监督抽查合格率达到96%以上,规模以上企业标准化率达到80%。
到2028年,新增名牌产品12个。
二、主要任务
(一)加强监督抽查
定期公布抽查结果。(牵头单位:市场监管局;配合单位:农业农村局、工信局)
(二)培育品牌
开展品牌培育活动。(责任单位:工信局、商务局)
三、实施步骤
(一)动员阶段(2026年1月至2026年6月)
(二)实施阶段(2026年7月至2030年6月)
四、组织保障
各县(市、区)每年12月底前向市政府报送工作总结。
"""


def draft_of(text: str = TEXT, *, actor: Actor = ME, key: str = KEY, region: str, **more: Any) -> Draft:
    return open_draft(actor, text.encode(), "方案.txt", key=key, region=region, **more)


def item(draft: Draft, kind: str, words: str = "", **payload: Any) -> Item:
    """The first item of a kind whose passage holds ``words`` and whose payload says so."""
    for each in Item._plain.filter(draft=draft, kind=kind).exclude(decision__in=("merged", "dropped")):
        each.draft = draft
        said = all(each.payload.get(k) == v for k, v in payload.items())
        if said and words in draft.text[each.start : each.end]:
            return each
    raise AssertionError(f"no {kind} {words} {payload}")
