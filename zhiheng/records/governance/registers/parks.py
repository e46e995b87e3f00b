"""The register of parks; each row makes a territory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.regions.parks import fits
from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.frame.registers.models import Record
from zhiheng.records.governance.models.parks import Park
from zhiheng.records.governance.territories import follow


def _inside(code: str, region: Any) -> bool:
    """``region`` is a code in an import and a division on the form."""
    return not code or fits(str(getattr(region, "code", region)), code)


@register
class ParkRegister(Register):
    key = "parks"
    model = Park
    label, label_en = "园区", "Parks and zones"
    about = "开发区、工业园区、高新区。登记后园区即成为一个区划：单位、账号和各台账的记录可以放在园区，园区的账号只看园区的记录，所在县区的数字照旧包含园区。"
    about_en = "Development zones and industry parks. A registered park is a territory: units, accounts and records may be placed in it; its accounts see its own rows, and the figures of its county include them."
    field = "governance"
    requirement = ("R-ORG-05",)
    natural_key = ("region", "name")
    columns = (
        Column("name", aliases=("名称", "开发区名称"), public=True),
        Column(
            "region",
            aliases=("所在区划", "行政区划", "县区"),
            filter=True,
            public=True,
            help="所在的县(市、区)或市(州)",
        ),
        Column(
            "code",
            aliases=("统计用区划代码", "区划代码"),
            identifier=True,
            public=True,
            help="统计用区划代码里有的填代码；没有的留空，由系统编号",
        ),
        Column("kind", aliases=("类型", "开发区类型"), filter=True, public=True),
        Column("rank", aliases=("级别",), filter=True, public=True),
        Column("committee", aliases=("管委会", "管理单位"), public=True),
        Column("industries", aliases=("产业",), listed=False, public=True),
        Column("established_on", aliases=("成立日期", "批准日期"), public=True),
        Column("dissolved_on", aliases=("撤并日期",), public=True),
        Column("basis", aliases=("批准文件",), listed=False, public=True),
    )
    search = ("name", "code", "committee")
    order = ("region_id", "name", "id")
    rules = (
        RowRule(
            ("code", "region"),
            _inside,
            "园区代码不在所在区划之内",
            "县区的园区代码为九位，前六位是县区代码，后三位从 400 起；市(州)直属园区为六位，末两位 71—79；没有代码的留空。",
        ),
        RowRule(
            ("dissolved_on", "established_on"),
            lambda ended, began: ended >= began,
            "撤销日期早于设立日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="established_on", dates=("dissolved_on",), columns=("kind", "rank"))

    def written(self, actor: Actor, records: Sequence[Record]) -> None:
        follow(actor, records)
