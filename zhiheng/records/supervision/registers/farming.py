"""The registers of animal disease, slaughter and farm inputs."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.frame.registers.periods import Periodic
from zhiheng.records.supervision.models import DiseaseMonitoring, FarmInputCheck, SlaughterReturn
from zhiheng.records.supervision.registers.base import firm, number, place, within


@register
class DiseaseRegister(Register):
    key = "disease_monitoring"
    model = DiseaseMonitoring
    label, label_en = "动物疫病监测", "Animal-disease monitoring"
    about = "动物疫病的监测采样：病种、样品数、病原学阳性数、免疫抗体合格数和处置。"
    about_en = "Monitoring of animal disease: samples, positives, immune ones, what was done."
    field = "product"
    requirement = ("R-SUP-10",)
    natural_key = ("sample_no",)
    columns = (
        number("sample_no"),
        place(),
        Column("disease", aliases=("疫病",), public=True),
        Column("disease_class", aliases=("类别",), filter=True, public=True),
        Column("animal", aliases=("动物", "畜种"), filter=True, public=True),
        Column("site", aliases=("场点",), listed=False),
        Column("site_kind", filter=True, listed=False),
        Column("tested_on", aliases=("监测日期",), filter=True, public=True),
        Column("samples", aliases=("样品数",), public=True),
        Column("positives", aliases=("阳性数",), public=True),
        Column("immune_tested", listed=False),
        Column("immune", listed=False),
        Column("handling", aliases=("处置措施",), listed=False),
        Column("laboratory", listed=False, public=True),
    )
    search = ("sample_no", "disease", "site")
    order = ("-tested_on", "-id")
    rules = (
        within("positives", "samples", "阳性数大于样品数"),
        within("immune", "immune_tested", "抗体合格数大于抗体检测数"),
        RowRule(
            ("positives", "handling"),
            lambda positives, handling: not positives or bool(handling),
            "检出阳性，没有写处置",
            "请写明隔离、扑杀、消毒等处置。",
        ),
    )
    facts = Facts(
        date="tested_on",
        columns=(
            "disease",
            "disease_class",
            "animal",
            "site_kind",
            "samples",
            "positives",
            "immune_tested",
            "immune",
        ),
    )


@register
class SlaughterRegister(Register):
    key = "slaughter_returns"
    model = SlaughterReturn
    label, label_en = "屠宰检疫月报", "Monthly slaughter returns"
    about = "各屠宰场点按月报送的屠宰、检疫、病害和无害化处理头数，定点与非定点分开。"
    about_en = (
        "Heads slaughtered, quarantined, found diseased and destroyed, by site and month; designated or not."
    )
    field = "product"
    requirement = ("R-SUP-10",)
    natural_key = ("site_code", "animal", "period")
    periodic = Periodic(every="month", checks="slaughter_returns")
    columns = (
        Column("period", aliases=("月份", "报告期"), filter=True, public=True),
        place(),
        Column("site_code", aliases=("场点代码", "定点屠宰证编号"), identifier=True),
        *firm("屠宰企业", "场点名称"),
        Column("designated", aliases=("是否定点",), filter=True, public=True),
        Column("animal", aliases=("畜种",), filter=True, public=True),
        Column("slaughtered", aliases=("屠宰量", "屠宰数"), public=True),
        Column("quarantined", aliases=("检疫数", "检疫合格数"), public=True),
        Column("condemned", aliases=("病害头数",)),
        Column("destroyed", aliases=("无害化处理数",)),
        Column("tested", listed=False),
        Column("residues", listed=False),
    )
    search = ("site_code", "enterprise")
    order = ("-period", "region_id", "id")
    facts = Facts(
        date="ended_on",
        columns=(
            "site_code",
            "designated",
            "animal",
            "slaughtered",
            "quarantined",
            "condemned",
            "destroyed",
            "tested",
            "residues",
            "credit_code",
        ),
    )


@register
class FarmInputRegister(Register):
    key = "farm_input_checks"
    model = FarmInputCheck
    label, label_en = "农资监督检查", "Checks of farm inputs"
    about = "对农药、肥料、种子、兽药、饲料经营单位的检查，含禁限用高毒农药的查处。"
    about_en = (
        "Checks of sellers of pesticides, fertiliser, seed, veterinary drugs and feed; banned pesticides."
    )
    field = "product"
    requirement = ("R-SUP-10",)
    natural_key = ("check_no",)
    columns = (
        number("check_no"),
        place(),
        *firm("经营单位"),
        Column("goods", aliases=("类别",), filter=True, public=True),
        Column("checked_on", aliases=("检查时间",), filter=True, public=True),
        Column("licensed", aliases=("有经营许可",), listed=False),
        Column("ledger_kept", aliases=("台账",), listed=False),
        Column("banned_found", aliases=("高毒农药",), filter=True, public=True),
        Column("banned_names", listed=False),
        Column("quantity", listed=False),
        Column("findings", aliases=("问题",), listed=False),
        Column("outcome", aliases=("处理结果",), filter=True, public=True),
        Column("officer_post", listed=False),
    )
    search = ("check_no", "enterprise")
    order = ("-checked_on", "-id")
    rules = (
        RowRule(
            ("banned_found", "banned_names"),
            lambda found, names: not found or bool(names),
            "发现禁限用高毒农药，没有写名称",
            "请写明查到的禁限用品。",
        ),
    )
    facts = Facts(
        date="checked_on",
        columns=("goods", "licensed", "ledger_kept", "banned_found", "outcome", "credit_code"),
    )
