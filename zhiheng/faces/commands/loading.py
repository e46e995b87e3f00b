"""``zhiheng load``: divisions, programmes, a policy document, a register's workbook, boundaries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhiheng.faces.commands.base import Fault, actor, out, ready, show_json, show_table

if TYPE_CHECKING:
    from zhiheng.frame.registers.declare import Register


def add(app: typer.Typer) -> None:
    load = typer.Typer(no_args_is_help=True, help="载入区划、方案、政策文件、台账工作簿、边界。")
    load.command("divisions")(divisions)
    load.command("programme")(programme)
    load.command("document")(document)
    load.command("register")(register)
    load.command("boundaries")(boundaries)
    app.add_typer(load, name="load")


JsonFlag = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def divisions(
    provinces: Annotated[
        list[str] | None, typer.Option("--province", help="只载这些省(两位或六位代码)")
    ] = None,
    townships: Annotated[bool, typer.Option(help="载入乡级")] = True,
    as_json: JsonFlag = False,
) -> None:
    """载入行政区划(随程序带的代码表)。"""
    ready()
    from zhiheng.frame.regions.loader import load_divisions

    result = load_divisions(townships=townships, provinces=set(provinces) if provinces else None)
    from zhiheng.frame.registers.facts import REGIONS, bump, forget_regions

    forget_regions()
    bump(REGIONS, [0])  # so that a running service takes up the new table
    if as_json:
        show_json(result.__dict__)
    else:
        out.print(f"区划：{result}")


def programme(
    names: Annotated[list[str], typer.Argument(help="随程序带的方案标识(all 为全部)，或 YAML 文件")],
    text: Annotated[Path | None, typer.Option(help="原文文本：给了才能在页面上看到条款原句")] = None,
    as_json: JsonFlag = False,
) -> None:
    """载入方案(YAML)。"""
    ready()
    from zhiheng.kernels import programmes as kernel
    from zhiheng.records.programmes.loading import load

    wanted = []
    for name in kernel.catalogue_keys() if names == ["all"] else names:
        wanted.append(
            kernel.catalogue_programme(name) if name in kernel.catalogue_keys() else kernel.load(Path(name))
        )
    words = _text(text) if text else ""
    found = [load(actor("load programme"), each, words) for each in wanted]
    _tell(found, as_json)


def document(
    file: Annotated[
        Path, typer.Argument(help="政策文件(.txt、网页、.docx、.pdf；装有 LibreOffice 时还有 .doc、.wps)")
    ],
    key: Annotated[str, typer.Option(help="给这个方案起的标识，如 shili-2026")],
    region: Annotated[str, typer.Option(help="六位区划代码")],
    accept_certain: Annotated[
        bool, typer.Option("--accept-certain", help="采纳有把握的，并按采纳的载成方案；其余留待审读")
    ] = False,
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help="不经人看，全部采纳并载成方案(由运行命令的人负责)")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """读一份政策文件,建一份审读稿,由人在网页上逐项采纳后才成为方案。同一标识再读一次,人的决定都保留。"""
    if accept_certain and accept_all:
        raise Fault("--accept-certain 和 --accept-all 只能选一个。")
    ready()
    from zhiheng.records.drafts.building import put_in_force, tally
    from zhiheng.records.drafts.deciding import accept_all as every
    from zhiheng.records.drafts.deciding import accept_certain as certain
    from zhiheng.records.drafts.models import Draft
    from zhiheng.records.drafts.opening import open_draft, read_again

    if not file.is_file():
        raise Fault(f"没有文件 {file}。请检查路径。")
    me, data = actor("load document"), file.read_bytes()
    draft = Draft.objects.everywhere("one draft by its key").filter(key=key).first()
    if draft is not None and draft.region_id != region:
        raise Fault(
            f"标识 {key} 的审读稿属于区划 {draft.region_id}，不是 {region}。请换一个标识，或改正区划。"
        )
    if draft is None:
        draft = open_draft(me, data, file.name, key=key, region=region)
    else:
        read_again(me, draft, data, file.name)
    left: list[str] = []
    if accept_certain or accept_all:
        _taken, left = (every if accept_all else certain)(me, draft)
        loaded = put_in_force(me, draft).loaded
    counts = tally(draft)
    if as_json:
        told = {"draft": draft.pk, "key": key, "state": draft.state, "unfit": left, **counts}
        if accept_certain or accept_all:
            told |= {"programme": key, "fresh": loaded.fresh, **loaded.counts}
        show_json(told)
        return
    decided = sum(n for decision, n in counts.items() if decision in ("accepted", "corrected", "added"))
    out.print(
        f"审读稿 {draft.pk}《{draft.name}》：待定 {counts['open']} 项，采纳 {decided} 项，驳回 {counts['rejected']} 项。"
    )
    if left:
        out.print(
            f"其中 {len(left)} 项按方案的规则还不完整，没有采纳：{'、'.join(left[:10])}。请在网页上改正。"
        )
    if accept_certain or accept_all:
        _tell([loaded], False)
    else:
        out.print(
            f"还没有成为方案。请到 /drafts/{draft.pk} 审读；脚本可加 --accept-certain 或 --accept-all。"
        )


def _text(path: Path) -> str:
    from zhiheng.frame.evidence.office import open_file

    if not path.is_file():
        raise Fault(f"没有文件 {path}。请检查路径。")
    return open_file(path.read_bytes(), path.name).text


def _tell(found: list, as_json: bool) -> None:
    if as_json:
        show_json([{"programme": f.programme.key, "fresh": f.fresh, **f.counts} for f in found])
        return
    heads = ("标识", "方案", "条款", "指标值", "已有结果", "分工", "义务", "阶段", "")
    keys = ("nodes", "targets", "results", "duties", "obligations", "phases")
    show_table(
        "方案",
        heads,
        [
            (
                f.programme.key,
                f.programme.name,
                *(f.counts[k] for k in keys),
                "新载入" if f.fresh else "没有变化",
            )
            for f in found
        ],
        right=range(2, 8),
    )


def register(
    key: Annotated[str, typer.Argument(help="台账标识，如 sampling")],
    file: Annotated[Path, typer.Argument(help="工作簿：xlsx、xls、ods、csv")],
    region: Annotated[str, typer.Option(help="填报地区的六位区划代码")],
    good_only: Annotated[bool, typer.Option(help="只导入正确的行")] = False,
    errors: Annotated[Path | None, typer.Option(help="有错误时，把标好错误的工作簿写到这里")] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--map", help="列对应，如 holder=持有人；可写多次")
    ] = None,
    whole: Annotated[
        list[str] | None, typer.Option("--set", help="整批填同一个值，如 kind=驰名商标；可写多次")
    ] = None,
    accept_proposed: Annotated[bool, typer.Option(help="列名与内容错位时，照建议的列读")] = False,
    as_it_stands: Annotated[bool, typer.Option(help="有疑点也照表头读(已核对原始资料)")] = False,
    accept_doubts: Annotated[str, typer.Option(help="存疑的行(如校验码不对)也登记的理由，记入留痕")] = "",
    as_json: JsonFlag = False,
) -> None:
    """导入一个台账工作簿。列名与内容像是错位的,先说出来并给出建议,人定了才导入。"""
    ready()
    from zhiheng.frame.regions.models import Region
    from zhiheng.frame.registers import imports
    from zhiheng.frame.registers.declare import register_of
    from zhiheng.kernels import intake

    if not file.is_file():
        raise Fault(f"没有文件 {file}。请检查路径。")
    if not Region.objects.filter(code=region).exists():
        raise Fault(
            f"没有区划“{region}”。请写六位区划代码；还没有载入区划的，先运行 zhiheng load divisions。"
        )
    which, me, data = register_of(key), actor("load register"), file.read_bytes()
    given, constants = _pairs(which, columns, "--map"), _pairs(which, whole, "--set")
    checked = imports.check(me, which, data, file.name, column_map=given, constants=constants, home=region)
    if checked.plan.doubts and not as_it_stands:
        said = " ".join(d.message for d in checked.plan.doubts)
        if not accept_proposed or not all(d.proposal for d in checked.plan.doubts):
            raise Fault(
                f"{file.name} 没有导入。{said}照建议读，加 --accept-proposed；表头无误，加 --as-it-stands。"
            )
        proposed = {n: c for d in checked.plan.doubts for n, c in d.proposal.items()}
        checked = imports.check(
            me, which, data, file.name, column_map={**given, **proposed}, constants=constants, home=region
        )
    if checked.bad_rows and errors:
        errors.write_bytes(intake.error_workbook(checked.workbook, checked.plan, checked.result))
    if checked.bad_rows and not good_only:
        _tell_problems(checked, as_json)
        raise Fault(
            f"{file.name} 有 {len(checked.bad_rows)} 行有错误，没有导入。"
            f"{f'错误清单在 {errors}。' if errors else '加 --errors 文件名 可得标好错误的工作簿；'}"
            "改正后重试，或加 --good-only 只导入正确的行。"
        )
    session = imports.upload(me, which, data, file.name, region=region, checked=checked)
    imports.apply(me, session, checked=checked, good_only=good_only, accepted=accept_doubts)
    if as_json:
        show_json({"session": session.pk, **{k: v for k, v in session.summary.items() if k != "problems"}})
    else:
        s = session.summary
        earlier = f"早于已登记的 {s['earlier']} 行，" if s["earlier"] else ""
        out.print(
            f"{which.label}：新增 {s['new']} 行，改动 {s['changed']} 行，相同 {s['same']} 行，{earlier}"
            f"未导入 {s['bad_rows']} 行，修整 {s['repairs']} 处(批次 {session.pk})。"
        )
        if s["doubtful"] and not accept_doubts.strip():
            first = s["soft"][0]
            out.print(
                f"另有 {s['doubtful']} 行存疑，没有登记。如第 {first['row']} 行“{first['label']}”："
                f"{first['message']}。{first['fix']}(加 --accept-doubts 理由)"
            )


def _pairs(which: Register, given: list[str] | None, option: str) -> dict[str, str]:
    """``name=text`` of an option, the name checked against the register's columns."""
    found = {}
    for one in given or ():
        name, equals, text = one.partition("=")
        if not equals or name not in which.names:
            raise Fault(f"{option} {one} 看不懂。请写 列标识=内容，列标识有：{'、'.join(which.names)}。")
        found[name] = text
    return found


def _tell_problems(checked, as_json: bool) -> None:  # type: ignore[no-untyped-def]
    summary = checked.summary()
    if as_json:
        show_json(summary)
        return
    show_table(
        "错误汇总",
        ("列", "错误", "例子", "次数", "行", "怎样改"),
        [
            (g["label"], g["message"], g["examples"], g["occurrences"], g["rows"], g["fix"])
            for g in summary["groups"]
        ],
        right=(3,),
    )


def boundaries(file: Annotated[Path, typer.Argument(help="GeoJSON 文件(带 adcode 属性)")]) -> None:
    """载入自备的行政区边界(地图用)。"""
    ready()
    from zhiheng.frame.regions.boundaries import load_boundaries

    if not file.is_file():
        raise Fault(f"没有文件 {file}。请检查路径。")
    out.print(str(load_boundaries(file)))
