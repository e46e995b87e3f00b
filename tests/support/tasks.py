"""A task of the small programme, with its units and people, at any point of its life."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.faces.desk.spine import Spine
from tests.support.people import CITY, person, unit
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.records.programmes.models import Target
from zhiheng.records.tasks import proposing, reporting, service
from zhiheng.records.tasks.models import ProgressReport, Task

D = dt.date
PDF = b"%PDF-1.4 "
ISSUED = D(2014, 1, 10)


class Tasking:
    """The spine's programme (led by 示例局) with an office, a second person of it, a lead and a supporting unit."""

    def __init__(self) -> None:
        self.spine = Spine()
        self.programme = self.spine.programme
        people = self.spine.people
        self.lead_unit = Unit.objects.get(key="shili-2011-lead")
        self.support_unit = unit(CITY, "shili-support", name="示例配合局", kind="department")
        self.office = Actor(user=people.office)
        self.second = Actor(user=person("second", "office", CITY))
        self.lead = Actor(user=person("lead", "lead_department", CITY, at=self.lead_unit))
        self.support = Actor(user=person("support", "department", CITY, at=self.support_unit))
        self.clerk = Actor(user=people.clerk)

    def target(self, key: str = "T01") -> Target:
        return Target.objects.everywhere("test").get(programme=self.programme, key=key)

    def plan(self, **other: Any) -> service.Plan:
        found = proposing.proposals(self.programme)[0]
        values: dict[str, Any] = {
            "units": [(self.lead_unit, "lead"), (self.support_unit, "support")],
            "targets": [(self.target(), None)],
            "due_on": D(2015, 12, 31),
            "outputs": (),
        }
        return service.Plan.of(self.programme, found, **(values | other))

    def draft(self, **other: Any) -> Task:
        return service.create(self.office, self.plan(**other))

    def issued(self, on: dt.date = ISSUED, **other: Any) -> Task:
        return service.move(self.office, self.draft(**other), "issue", on=on)

    def running(self, on: dt.date = ISSUED, **other: Any) -> Task:
        task = self.issued(on, **other)
        service.move(self.lead, task, "sign", on=on)
        service.sign(self.support, task, self.support_unit, on)
        return task

    def reported(
        self, task: Task, period: str, percent: int, on: dt.date, *, review: bool = True
    ) -> ProgressReport:
        values = {
            "done": "开展抽查",
            "remaining": "" if percent == 100 else "余下批次",
            "next_step": "" if percent == 100 else "继续抽查",
            "percent": percent,
        }
        report = reporting.write_report(self.lead, task, self.lead_unit, period, values)
        service.attach(self.lead, task, report, PDF + f"{task.pk}{period}".encode(), "进展.pdf")
        reporting.submit(self.lead, report, on)
        if review:
            reporting.review(self.office, report, "accept", on=on)
        return report

    def closed(self, task: Task, on: dt.date) -> Task:
        service.attach(self.lead, task, task, PDF + b"end", "总结.pdf")
        service.move(self.lead, task, "submit", on=on)
        return service.move(self.office, task, "accept", on=on)
