"""``zhiheng demo``: from an empty folder to a living example, and what was found on the way."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhiheng.faces.commands.base import Fault, actor, known, out, ready, show_table
from zhiheng.faces.commands.measuring import LIGHTS

if TYPE_CHECKING:
    from zhiheng.faces.demo.story import Told
    from zhiheng.judgement.assessment.attainment import Line

REPORT_PERIOD = "2012Q3"
# The programme that brings a place's records, the place, a year whose records are whole.
ANSWERING = (
    ("zhangye-2011", "620700", "2015"),
    ("gannan-2017", "623000", "2015"),
    ("gannan-2017", "620000", "2015"),
    ("guangzhou-2013", "440100", "2015"),
    ("shapotou-2022", "640502", "2025"),
    ("province-quality", "530000", "2015"),
)


def add(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    serve: Annotated[bool, typer.Option(help="做完后启动网页服务")] = True,
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口")] = 8000,
    small: Annotated[bool, typer.Option(help="只载甘肃和张掖、甘南两个方案")] = False,
) -> None:
    """载入演示数据,走通全流程,报告所得,然后启动服务。重复运行不会重复载入。"""
    started = time.monotonic()
    ready()
    from zhiheng.faces.demo import story

    told = story.build(actor("demo"), small=small, say=lambda words: out.print(f"  {words}"))
    _records()
    _published(told)
    _answered(told)
    _attained(told)
    _ranked(told)
    _late()
    problem = _report()
    out.print(f"\n用时 {time.monotonic() - started:.0f} 秒。")
    _accounts(told)
    if problem:
        # Everything else stands: a served demonstration goes on, a run that only prepares has failed.
        if not serve:
            raise Fault(problem)
        print(f"提示：{problem}", file=sys.stderr)
    if serve:
        from zhiheng.faces.commands.operating import run_server

        run_server(host, port, 2)


def _records() -> None:
    from zhiheng.frame.registers.declare import registers
    from zhiheng.judgement.indicators.models import ReportedValue

    rows = [
        (r.label, f"{r.model.objects.everywhere('counts for the console').standing().count():,}")
        for r in registers().values()
    ]
    values = ReportedValue.objects.everywhere("counts for the console").filter(superseded_at__isnull=True)
    show_table(
        "台账记录(演示数据均有标记)", ("台账", "条数"), [*rows, ("报送值", f"{values.count():,}")], right=(1,)
    )


def _published(told: Told) -> None:
    from zhiheng.judgement.assessment.attainment import lines
    from zhiheng.kernels.measures import Period

    found = [
        line
        for line in lines(told.programmes["gannan-2017"], Period.parse("2016"))
        if line.target.kind == "result"
    ]
    agreed = sum(bool(line.agrees) for line in found)
    computed = sum(line.cell is not None and line.cell.source == "computed" for line in found)
    out.print(
        f"\n甘南 2016：由记录算出的数与公布的 {len(found)} 项结果比较，{agreed} 项一致(其中 {computed} 项由台账计算)。"
    )


def _answered(told: Told) -> None:
    """How many indicators have a figure in each place, and how many of those rest on records."""
    from zhiheng.faces.demo.story import place
    from zhiheng.judgement.indicators.catalogue import catalogue
    from zhiheng.judgement.indicators.engine import engine

    codes = [one.code for one in catalogue()]
    rows = []
    for key, region, year in ANSWERING:
        if key not in told.programmes:
            continue
        # In portions, so that a slow machine keeps within the time that one question may take.
        cells = (engine().measure(codes[i : i + 80], [region], [year]) for i in range(0, len(codes), 80))
        found = [c for part in cells for c in part if c.value is not None]
        # A variant answers for its indicator: B13_A for B13.
        base = {c.code.split("_")[0] for c in found}
        computed = {c.code.split("_")[0] for c in found if c.source == "computed"}
        rows.append((place(region)[1], year, str(len(base)), str(len(computed))))
    total = len({code.split("_")[0] for code in codes})
    show_table(
        f"各地一年的指标(共 {total} 项)", ("地区", "年份", "有数", "其中由台账计算"), rows, right=(2, 3)
    )


def _attained(told: Told) -> None:
    from zhiheng.judgement.assessment.attainment import lines
    from zhiheng.kernels.measures import Period

    found = lines(told.programmes["zhangye-2011"], Period.parse("2015"))
    show_table(
        "张掖 2011—2015 年方案，到 2015 年的完成情况",
        ("条款", "指标", "目标", "实际", "单位", "来源", "", "相差"),
        [
            (
                line.target.node.path if line.target.node else "",
                line.target.indicator_name,
                _aim(line.target.op, line.target.value, line.target.value_max),
                "—" if line.cell is None or line.cell.shown is None else f"{float(line.cell.shown):g}",
                line.target.unit,
                "" if line.cell is None else "台账" if line.cell.source == "computed" else "报送",
                LIGHTS[line.light],
                _gap(line),
            )
            for line in found
        ],
        right=(2, 3, 7),
    )
    lights = Counter(line.light for line in found)
    out.print("  ".join(f"{LIGHTS[k]} {lights[k]}" for k in LIGHTS))


def _gap(line: Line) -> str:
    """How far a target is missed; why there is no figure."""
    if line.judged is None or line.judged.distance is None or line.light == "green":
        return line.reason if line.light == "grey" else ""
    return f"{abs(float(line.judged.distance)):g}"


def _aim(op: str, low: float, high: float | None) -> str:
    return (
        f"{low:g}~{high:g}"
        if high is not None
        else f"{ {'>=': '≥', '<=': '≤', '=': '='}.get(op, op) }{low:g}"
    )


def _ranked(told: Told) -> None:
    from zhiheng.faces.demo.rounds import ranking

    found = ranking(told.rounds)
    names = {s.region_id: s.region.name for sheets in found.values() for s in sheets}
    cells = {(s.region_id, period): s for period, sheets in found.items() for s in sheets}
    show_table(
        "张掖各县区考核：总分、等级(名次)",
        ("县区", *found),
        [
            (name, *(f"{s.total} {s.grade}({s.rank})" if (s := cells.get((code, p))) else "—" for p in found))
            for code, name in sorted(names.items())
        ],
        right=range(1, len(found) + 1),
    )


def _late() -> None:
    from zhiheng.frame.dues.models import Due, DueState

    dues = Due.objects.everywhere("late reports for the console").filter(kind="obligation", synthetic=True)
    today = dt.date.today()
    late: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for due in dues.select_related("region").exclude(state=DueState.CANCELLED):
        if due.handed_in_on is None:
            missing[due.region.name] += due.due_on < today
        elif due.late_days:
            late[due.region.name] += 1
    names = sorted({*late, *missing}, key=lambda n: -(late[n] + missing[n]))
    show_table(
        "迟报和未报", ("地区", "迟报", "未报"), [(n, late[n], missing[n]) for n in names], right=(1, 2)
    )
    waiting = Due.objects.everywhere("open dues for the console").outstanding()
    out.print(
        f"现在待办 {waiting.count()} 项，其中已逾期 {waiting.filter(due_on__lt=today).count()} 项，"
        f"一周内到期 {waiting.filter(due_on__gte=today, due_on__lte=today + dt.timedelta(days=7)).count()} 项。"
    )


def _report() -> str:
    """Writes the quarterly report beside the data; gives what kept it from being written, or nothing."""
    from django.conf import settings

    from zhiheng.faces.commands.reporting import report

    target = Path(settings.HOME) / f"zhangye-{REPORT_PERIOD}.docx"
    try:
        report("quarterly", region="620700", period=REPORT_PERIOD, output=target)
    except Exception as error:
        if (said := known(error)) is None:
            raise
        return f"张掖 {REPORT_PERIOD} 季度报告没有生成：{said}"
    return ""


def _accounts(told: Told) -> None:
    from zhiheng.faces.demo.accounts import path
    from zhiheng.frame.people.roles import roles

    show_table(
        "登录账号",
        ("账号", "口令", "角色", "单位"),
        [(a.username, password, roles()[a.role].name, a.unit_name) for a, password in told.accounts],
    )
    out.print(f"口令保存在 {path()}(仅本人可读)。")
