"""The register of training and publicity events."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.publicity.models.events import Event


@register
class EventRegister(Register):
    key = "events"
    model = Event
    label, label_en = "宣传培训", "Training and publicity"
    about = "质量培训、技能鉴定与宣传活动：期数、人次、资料、短信、横幅。"
    about_en = "Quality training, skill tests and publicity: sessions, people, leaflets, messages, banners."
    field = "governance"
    requirement = ("R-TAL-02", "R-PUB-05")
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("name", aliases=("名称", "活动"), public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("theme", filter=True, public=True),
        Column("held_on", aliases=("日期", "活动日期"), filter=True, public=True),
        Column("classes", aliases=("培训期数",), public=True),
        Column("persons", aliases=("人次", "培训人次"), public=True),
        Column("passed", aliases=("合格人数",), listed=False, public=True),
        Column("leaflets", aliases=("发放资料",), public=True),
        Column("messages", aliases=("短信条数",), listed=False, public=True),
        Column("banners", aliases=("横幅条数",), listed=False, public=True),
        Column("host", listed=False, public=True),
    )
    search = ("code", "name", "host")
    order = ("-held_on", "-id")
    rules = (
        RowRule(
            ("passed", "persons"),
            lambda passed, persons: passed <= persons,
            "合格人数大于参加人次",
            "请核对两个数。",
        ),
    )
    facts = Facts(
        date="held_on",
        columns=("kind", "theme", "classes", "persons", "passed", "leaflets", "messages", "banners"),
    )
