"""Tasks of the demonstration: the measures of 张掖 issued in 2011, reported each year, accepted in 2015, and a few that
run around today as if the programme went on: one of them late and feeding a target that is not reached.

Everything is marked as generated. The years of the programme are told by the days of the moves; the trail itself
carries the day on which the demonstration was built.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from zhiheng.faces.demo.book import SEED, Book
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.people.models import Unit
from zhiheng.frame.registers import service as registers
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.trail.chain import Event, write_many
from zhiheng.judgement.progress import acceptance
from zhiheng.kernels.measures import Period
from zhiheng.records.programmes.models import Programme, Target
from zhiheng.records.tasks import owing, proposing, rectifying, reporting, service, stages
from zhiheng.records.tasks.models import ProgressReport, Stage, Task
from zhiheng.records.tasks.problems import Problem

ISSUED = dt.date(2011, 8, 5)
#: A second hand: what is accepted or closed is never so by who handed it in.
ACCEPTING = machine("演示：验收")
#: Targets that the office follows up after 2015, and how far the task is: (key, title, days to its day, percent, reported).
GOING_ON = (
    ("T13", "重点产品生产企业质量建档补缺", -24, 55, False),
    ("T20", "空气质量优良天数保障", 40, 80, True),
    ("T07", "服务业地方标准补缺", 75, 62, True),
    ("T32", "计量器具配备补缺", 120, 30, True),
)
PROBLEMS = (
    ("重点产品生产企业质量档案缺项", "inspection", -160, -100, "closed"),
    ("两家检验检测机构期间核查记录不全", "assessment", -60, 12, "rectifying"),
    ("绿色市场复查材料逾期未报", "report", -45, -9, "rectifying"),
    ("节水改造项目验收资料不齐", "inspection", -30, 5, "checking"),
    ("质量状况分析报告数据口径不一致", "meeting", -6, None, "found"),
)


def tell(actor: Actor, programme: Programme, seed: int = SEED, today: dt.date | None = None) -> int:
    """Tasks, reports, problems and phases of 张掖. How many tasks are new; repeating adds nothing."""
    if (
        Task.objects.everywhere("the demonstration is built once")
        .filter(programme=programme, synthetic=True)
        .exists()
    ):
        return 0
    day, book = today or dt.date.today(), Book("zhangye-tasks", seed)
    with transaction.atomic():
        made = _of_the_years(actor, programme, book)
        made += _around_today(actor, programme, day)
        _problems(actor, programme, made, day)
        _phases(actor, programme)
    return len(made)


def _of_the_years(actor: Actor, programme: Programme, book: Book) -> list[Task]:
    """Every measure somebody answers for, reported each year and closed at the end of 2015."""
    made = []
    for found in proposing.proposals(programme):
        if not found.leads:
            continue
        due_on = found.due_on or dt.date(2015, 12, 31)
        # What feeds no target is reported when there is something to say.
        plan = service.Plan.of(
            programme,
            found,
            due_on=due_on,
            report_every="yearly" if found.targets else "",
            synthetic=True,
            outputs=(),
        )
        task = service.move(actor, service.create(actor, plan), "issue", on=ISSUED)
        _signed(actor, task, ISSUED + dt.timedelta(days=book.rng.randint(1, 9)))
        if found.targets:
            _reports(actor, task, book)
        service.attach(actor, task, task, _paper(task.title, "总结"), "任务总结.txt")
        on = due_on - dt.timedelta(days=book.rng.randint(5, 40))
        service.move(actor, task, "submit", on=on)
        service.move(ACCEPTING, task, "accept", on=min(due_on, on + dt.timedelta(days=5)))
        made.append(task)
    _shares(actor, made, dt.date(2016, 1, 1))
    return made


def _signed(actor: Actor, task: Task, on: dt.date) -> None:
    """The lead signs by its move; the supporting units' receipts are written at once."""
    service.move(actor, task, "sign", on=on)
    task.parts.filter(signed_on__isnull=True).update(signed_on=on, signed_by=actor.name)


def _shares(
    actor: Actor, tasks: Sequence[Task], until: dt.date, percents: Mapping[tuple[int, str], int] | None = None
) -> None:
    """Reports written at once, as reviewed: they are many and say little. ``percents``: (task, period) of leads."""
    by_pk = {str(t.pk): t for t in tasks}
    kinds = [owing.SHARE, *([owing.REPORT] if percents else [])]
    owed = list(
        Due.objects.everywhere("the demonstration is built once").filter(
            kind__in=kinds, subject_id__in=by_pk, due_on__lt=until, state=DueState.OPEN
        )
    )
    reports = [
        ProgressReport(
            task=by_pk[d.subject_id],
            unit_id=d.owner_id,
            region_id=d.region_id,
            role="lead" if d.kind == owing.REPORT else "support",
            period=d.period,
            done="按分工推进，提供数据和人员。(演示)",
            percent=(percents or {}).get((int(d.subject_id), d.period)) if d.kind == owing.REPORT else None,
            state="accepted",
            submitted_on=d.due_on - dt.timedelta(days=3),
            reviewed_on=d.due_on,
            written_by=actor.name,
            synthetic=True,
        )
        for d in owed
    ]
    ProgressReport._plain.bulk_create(reports)
    for due in owed:
        due.state, due.handed_in_on = DueState.SETTLED, due.due_on - dt.timedelta(days=3)
    Due._plain.bulk_update(owed, ["state", "handed_in_on"], batch_size=200)
    event = Event("task_report.demo", "tasks.progressreport", "many", after={"reports": len(reports)})
    write_many(actor, [event])


def _reports(actor: Actor, task: Task, book: Book) -> None:
    """Each year's percentages, a little behind or ahead of the even pace; the last one handed in as people do."""
    owing.raise_reports(actor, task, dt.date(2014, 1, 20))
    percents = {
        (task.pk, str(year)): min(98, max(3, n * 22 + book.rng.randint(-8, 6)))
        for n, year in enumerate(range(2011, 2015), 1)
    }
    _shares(actor, [task], dt.date(2015, 1, 1), percents)
    for part in task.parts.select_related("unit").order_by("order"):
        if part.role == "lead":
            on = dt.date(2015, 1, book.rng.randint(3, 10))
            _report(actor, task, part.unit, "2014", percents[task.pk, "2014"], on)


def _report(
    actor: Actor, task: Task, unit: Unit, period: str, percent: int, on: dt.date, *, review: bool = True
) -> ProgressReport:
    values = {
        "done": f"按计划推进，累计完成 {percent}%。(演示)",
        "remaining": "余下工作按年度计划办理。(演示)",
        "next_step": "继续落实，按期报送。(演示)",
        "percent": percent,
    }
    report = reporting.write_report(actor, task, unit, period, values, synthetic=True)
    service.attach(actor, task, report, _paper(task.title, period), f"{period}进展.txt")
    reporting.submit(actor, report, on)
    if review:
        reporting.review(ACCEPTING, report, "accept", on=on + dt.timedelta(days=3))
    return report


def _paper(title: str, what: str) -> bytes:
    """A file that says what it is."""
    return f"演示材料：{title} {what}\n".encode()


def _around_today(actor: Actor, programme: Programme, day: dt.date) -> list[Task]:
    """Follow-up of what fell short: one past its day and silent, the others on their way."""
    targets = {
        t.key: t
        for t in Target.objects.everywhere("targets of a programme already narrowed")
        .filter(programme=programme)
        .select_related("node")
    }
    found = {p.node.pk: p for p in proposing.proposals(programme) if p.node is not None}
    made = []
    for key, title, days, percent, reported in GOING_ON:
        target = targets.get(key)
        proposal = found.get(target.node_id or 0) if target is not None else None
        if target is None or proposal is None:
            continue
        plan = service.Plan.of(
            programme,
            proposal,
            title=f"{title}(后续)",
            due_on=day + dt.timedelta(days=days),
            due_reason="演示：方案期满后继续跟进",
            report_every="quarterly",
            targets=[(target, None)],
            outputs=("整改情况报告",),
            synthetic=True,
        )
        issued = day - dt.timedelta(days=200)
        task = service.move(actor, service.create(actor, plan), "issue", on=issued)
        _signed(actor, task, issued + dt.timedelta(days=4))
        lead = task.parts.select_related("unit").order_by("order").first()
        assert lead is not None
        periods = [o for o in owing.periods(task, day) if o.due_on < day]
        for at, each in enumerate(periods if reported else periods[:1], 1):
            share = percent * at // len(periods or [1])
            _report(actor, task, lead.unit, each.period, max(1, share), each.due_on, review=at < len(periods))
        made.append(task)
        if reported:
            _shares(actor, [task], day)
    return made


def _problems(actor: Actor, programme: Programme, tasks: Sequence[Task], day: dt.date) -> None:
    """Problems in every state, of units that lead tasks; one closed on evidence, one late."""
    led = [t for t in tasks if t.owner is not None and t.owner.region_id == programme.region_id]
    if not led:
        return
    register = register_of(rectifying.KEY)
    for n, (text, source, found, by, state) in enumerate(PROBLEMS):
        task = led[n * 5 % len(led)]
        assert task.owner is not None
        problem: Problem = rectifying.enter(
            actor,
            text=f"{text}(演示)",
            owner=task.owner,
            source=source,
            found_on=day + dt.timedelta(days=found),
            rectify_by=None if by is None else day + dt.timedelta(days=by),
            task=task,
            synthetic=True,
            order=state != "found",
        )
        if state in {"checking", "closed"}:
            paper = _paper(text, "整改材料")
            service.store.attach(actor, problem, paper, "整改材料.txt", region=problem.region_id)
            registers.move(
                actor, register, problem, "done", changes={"measures": "已补正并建立复核制度。(演示)"}
            )
        if state == "closed":
            closed = {"closed_on": day + dt.timedelta(days=-105)}
            registers.move(ACCEPTING, register, problem, "close", changes=closed)


def _phases(actor: Actor, programme: Programme) -> None:
    """Start-up and implementation are accepted; of the conclusion some units are, some must make good."""
    made = stages.prepare(actor, programme, synthetic=True)
    for at, stage in enumerate(made):
        last = proposing.last_day(stage.phase.ends) or dt.date(2015, 12, 31)
        wanted = [(o.name, o.required) for o in stage.outputs.all()] or [
            (f"{stage.phase.name}工作小结", True)
        ]
        stages.set_outputs(actor, stage, wanted)
        for output in stage.outputs.select_related("stage"):
            stages.tick(actor, output, last)
        stages.move(actor, stage, "check", on=last)
        year = max(2011, min(last.year, 2015))
        records = acceptance.draw(actor, stage, Period.year(year), synthetic=True)
        final = at == len(made) - 1
        for n, record in enumerate(records):
            record.stage = stage
            if final and record.short and n % 4 == 0:
                values = {
                    "shortfall": "；".join(f"{x['name']}：{x['reason']}" for x in record.short)[:1500],
                    "remedy": "列入下一年度计划，逐项补齐。(演示)",
                    "remedy_by": dt.date(2016, 6, 30),
                }
                stages.judge(ACCEPTING, record, "remedy", values, on=last)
                continue
            if final and n % 7 == 6:
                continue
            values = {"opinion": "目标对照清楚，同意通过。(演示)"}
            if record.short:
                values |= {"shortfall": "见对照表。(演示)", "remedy": "列入下一年度计划补齐。(演示)"}
            stages.judge(ACCEPTING, record, "accept", values, on=last)
        if not final:
            stages.move(ACCEPTING, stage, "close", on=last)


def told(programme: Programme) -> dict[str, int]:
    """What there is, for the tests and the story's line."""
    why = "counted for the story"
    return {
        "tasks": Task.objects.everywhere(why).filter(programme=programme).count(),
        "reports": ProgressReport.objects.everywhere(why).filter(task__programme=programme).count(),
        "problems": programme.problems.everywhere(why).count(),
        "closed_phases": Stage.objects.everywhere(why).filter(programme=programme, state="closed").count(),
    }
