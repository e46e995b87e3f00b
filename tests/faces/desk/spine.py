"""One small programme with its text, records, reported values and dues: enough for a line from clause to record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests.support.people import CITY, COUNTY, NEIGHBOUR, People, unit
from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import machine
from zhiheng.frame.people.models import Unit
from zhiheng.frame.registers import facts
from zhiheng.judgement.indicators.engine import forget
from zhiheng.judgement.indicators.reporting import Entry, report_many
from zhiheng.records.programmes.models import Duty, DutyUnit, Node, Obligation, Phase, Programme, Target
from zhiheng.records.supervision.models import Sampling

ME = machine("测试")
KEY = "shili-2011"
TEXT = """示例市质量提升工作方案
一、工作目标
到2015年,重点工业产品监督抽查合格率达到95%以上。工业产品标准覆盖率达到80%。
(一)监督抽查
加强重点工业产品监督抽查。(牵头单位:示例局)
二、组织保障
各县区每季度向市质量办报送质量状况分析。
"""


def place(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def sample(region: str, year: int, passed: int, failed: int, start: int = 0) -> None:
    """Judged batches of key industrial products, spread over the months of a year."""
    revision = facts.bump("sampling", [year])[year]
    rows = []
    for n in range(passed + failed):
        day = dt.date(year, n % 12 + 1, 5)
        rows.append(
            Sampling(
                region_id=region,
                report_no=f"{region}-{year}-{start + n:04d}",
                level="county",
                kind="supervision",
                sector="industrial",
                product="示例产品",
                key_product=True,
                comparable=True,
                tested_on=day,
                result="qualified" if n < passed else "unqualified",
                fact_year=year,
                revision=revision,
            )
        )
    Sampling._plain.bulk_create(rows)


def owed(owner: Unit, period: str, due_on: dt.date, subject: str = "1", **more: Any) -> Due:
    made = Due(
        kind="obligation",
        title=f"质量状况分析({period})",
        period=period,
        owner=owner,
        region_id=owner.region_id,
        opens_on=due_on - dt.timedelta(days=14),
        due_on=due_on,
        subject_type="programmes.obligation",
        subject_id=subject,
        basis="示例市质量提升工作方案 二",
        address=f"/programmes/{KEY}#O-B01",
        **more,
    )
    return dues.create(ME, [made])[0]


@dataclass
class Spine:
    """People, the programme of the city, its figures and its dues."""

    people: People = field(default_factory=People)
    programme: Programme = field(init=False)
    dues: dict[str, Due] = field(default_factory=dict)

    def __post_init__(self) -> None:
        forget()
        self.programme = programme(CITY)
        self.county_unit, self.city_unit = unit(COUNTY), unit(CITY)
        sample(COUNTY, 2014, 38, 2)
        sample(COUNTY, 2015, 30, 10)
        sample(NEIGHBOUR, 2015, 40, 0)
        report_many(ME, [Entry("F02", CITY, "2015", 72.0, basis="年度统计")])
        today = dt.date.today()
        obligation = str(Obligation.objects.everywhere("test").get(programme=self.programme).pk)
        days = {"late": -10, "soon": 3, "later": 40}
        for name, offset in days.items():
            self.dues[name] = owed(
                self.county_unit, f"2026-{name}", today + dt.timedelta(days=offset), obligation
            )
        self.dues["city"] = owed(self.city_unit, "2026-city", today + dt.timedelta(days=5), obligation)
        self.dues["neighbour"] = owed(unit(NEIGHBOUR), "2026-n", today - dt.timedelta(days=2), obligation)


def programme(region: str, key: str = KEY) -> Programme:
    made = Programme(
        key=key,
        name="示例市质量提升工作方案",
        region_id=region,
        starts="2011",
        ends="2015",
        title="示例市质量提升工作方案",
        number="示政办发〔2011〕9号",
        text=TEXT,
        content_sha256="0" * 64,
    )
    made.save()
    goal = node(made, "一", "工作目标", "goal", 0)
    watch = node(made, "一/(一)", "监督抽查", "measure", 1, goal)
    guard = node(made, "二", "组织保障", "safeguard", 2)
    common = {"programme": made, "kind": "target", "op": ">=", "unit": "%", "by": "2015", "direction": "up"}
    rate, cover = "重点工业产品监督抽查合格率达到95%以上", "工业产品标准覆盖率达到80%"
    Target._plain.bulk_create(
        [
            Target(key="T01", node=goal, indicator="P01", indicator_name="重点工业产品监督抽查合格率",
                   measure="level", value=95, **place(rate), **common),
            Target(key="T02", node=goal, indicator="F02", indicator_name="工业产品标准覆盖率",
                   measure="level", value=80, **place(cover), **common),
        ]
    )  # fmt: skip
    duty = Duty(programme=made, node=watch, **place("(牵头单位:示例局)"))
    duty.save()
    lead = unit(region, f"{key}-lead", name="示例局", kind="department")
    DutyUnit.objects.create(duty=duty, unit=lead, role="lead")
    obligation = Obligation(
        programme=made, key="B01", node=guard, who="各县区", what="质量状况分析", to="市质量办", recurs="quarterly",
        **place("各县区每季度向市质量办报送质量状况分析"),
    )  # fmt: skip
    obligation.save()
    obligation.owners.add(unit(COUNTY))
    Phase(programme=made, name="实施", starts="2011-03", ends="2015-10", **place("二、组织保障")).save()
    return made


def node(made: Programme, path: str, title: str, kind: str, order: int, parent: Node | None = None) -> Node:
    label = path.rpartition("/")[2]
    found = Node(
        programme=made, path=path, label=label, level=path.count("/") + 1, kind=kind, title=title,
        parent=parent, order=order, **place(title),
    )  # fmt: skip
    found.save()
    return found


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
