"""``zhiheng measure`` and ``zhiheng attain``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from zhiheng.faces.commands.base import Fault, ready, show_json, show_table

LIGHTS = {"green": "● 达标", "amber": "▲ 接近", "red": "■ 未达", "grey": "○ 无数据"}


def add(app: typer.Typer) -> None:
    app.command("measure")(measure)
    app.command("attain")(attain)
    app.command("indicators")(indicators)


JsonFlag = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def measure(
    codes: Annotated[list[str], typer.Argument(help="指标代码或名称，如 P01;all 为全部")],
    region: Annotated[list[str], typer.Option(help="六位区划代码，可多个；all 为全部")],
    period: Annotated[list[str], typer.Option(help="期间：2016、2016H1、2016Q3、2016-07，可多个")],
    to_date: Annotated[bool, typer.Option(help="年初累计")] = False,
    as_of: Annotated[str, typer.Option(help="then 按当时区划，now 按现在区划")] = "then",
    as_json: JsonFlag = False,
) -> None:
    """计算指标。"""
    ready()
    from zhiheng.judgement.indicators.catalogue import catalogue, definition
    from zhiheng.judgement.indicators.engine import engine
    from zhiheng.judgement.indicators.pooling import labels

    def mixed(c: Any) -> list[str]:
        return [f"合并了{'、'.join(found)}"] if (found := labels(definition(c.code, c.period))) else []

    if as_of not in {"then", "now"}:
        raise Fault(f"--as-of 只能是 then 或 now，现为 {as_of}。")
    wanted = list(catalogue().codes) if codes == ["all"] else codes
    cells = engine().measure(
        wanted,
        "all" if region == ["all"] else region,
        period,
        to_date=to_date,
        as_of=as_of,  # type: ignore[arg-type]
    )
    if as_json:
        show_json([_cell(c) for c in cells])
        return
    show_table(
        "指标",
        ("代码", "指标", "区划", "期间", "数值", "单位", "分子", "分母", "记录", "来源", "状态"),
        [
            (
                c.code,
                definition(c.code).name,
                c.region,
                c.period.key,
                "—" if c.shown is None else c.shown,
                c.unit,
                _number(c.numerator),
                _number(c.denominator),
                c.rows,
                "台账" if c.source == "computed" else "报送",
                ";".join([c.status_label, *mixed(c)]),
            )
            for c in cells
        ],
        right=(4, 6, 7, 8),
    )


def _number(value: float | None) -> str:
    from zhiheng.faces.shell import formats

    return formats.bare(value)


def _cell(c: Any) -> dict[str, Any]:
    from zhiheng.judgement.indicators.catalogue import definition
    from zhiheng.judgement.indicators.intervals import bounds
    from zhiheng.judgement.indicators.pooling import columns
    from zhiheng.kernels.measures import settled

    return {
        "indicator": c.code,
        "version": c.version,
        "region": c.region,
        "period": c.period.key,
        "value": None if c.shown is None else float(c.shown),
        "numerator": settled(c.numerator),
        "denominator": settled(c.denominator),
        "rows": c.rows,
        "unit": c.unit,
        "status": c.status,
        "source": c.source,
        "note": c.note,
        "interval": bounds(c),
        "pools": columns(definition(c.code, c.period)),
    }


def attain(
    programme: Annotated[str, typer.Argument(help="方案标识，如 gannan-2017")],
    period: Annotated[str, typer.Option(help="期间，如 2016")],
    as_json: JsonFlag = False,
) -> None:
    """方案的每个指标值完成得怎样;文件公布的结果与计算是否一致。"""
    ready()
    from zhiheng.judgement.assessment.attainment import lines
    from zhiheng.kernels.measures import Period
    from zhiheng.records.programmes.models import Programme

    why = "a command acts for the machine"
    found = Programme.objects.everywhere(why).filter(key=programme).first()
    if found is None:
        keys = "、".join(Programme.objects.everywhere(why).values_list("key", flat=True)) or "还没有载入方案"
        raise Fault(f"没有方案“{programme}”。现有：{keys}。可先运行 zhiheng load programme all。")
    result = lines(found, Period.parse(period))
    if as_json:
        show_json([line.as_dict() for line in result])
        return
    show_table(
        f"{found.name} {period}",
        ("条款", "指标", "性质", "要求", "数值", "单位", "来源", "", "说明"),
        [
            (
                line.target.node.path if line.target.node else "",
                line.target.indicator_name,
                "公布结果" if line.target.kind == "result" else "目标",
                f"{line.target.op} {line.target.value:g}",
                "—" if line.cell is None or line.cell.shown is None else line.cell.shown,
                line.target.unit,
                "" if line.cell is None else "台账" if line.cell.source == "computed" else "报送",
                LIGHTS[line.light],
                line.reason,
            )
            for line in result
        ],
        right=(4,),
    )
    results = [line for line in result if line.target.kind == "result"]
    if results:
        print(f"公布结果 {len(results)} 项，与计算一致 {sum(line.agrees is True for line in results)} 项。")


def indicators(as_json: JsonFlag = False) -> None:
    """列出全部指标定义。"""
    ready()
    from zhiheng.judgement.indicators.catalogue import refresh

    rows = list(refresh())
    if as_json:
        show_json([one.model_dump(mode="json") for one in rows])
        return
    show_table(
        "指标目录",
        ("代码", "名称", "单位", "类型", "台账", "周期", "出处"),
        [
            (o.code, o.name, o.unit, o.kind, o.register_key or "", o.periodicity, o.source.requirement)
            for o in rows
        ],
    )
