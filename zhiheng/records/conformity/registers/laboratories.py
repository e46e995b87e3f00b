"""The registers of laboratories, their capabilities, equipment and integration."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Computed, Expiry, Facts, Register, RowRule, register
from zhiheng.records.conformity import lifecycles
from zhiheng.records.conformity.locality import local_test
from zhiheng.records.conformity.models import LabCapability, LabEquipment, LabIntegration, Laboratory

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)

LOCAL_TEST = Computed("local_test", "text", of=("region", "product", "parameter"), by=local_test)


@register
class LaboratoryRegister(Register):
    key = "laboratories"
    model = Laboratory
    label, label_en = "检验检测机构名录", "Directory of laboratories"
    about = "产品、食品、工程、环境等检验检测机构：资质认定(CMA)和认可(CNAS)及其有效期、人员、设备、收费。能检什么，见“检测能力表”。"
    about_en = "Testing bodies for products, food, works and environment: accreditation with validity, staff, equipment, prices."
    field = "foundations"
    requirement = ("R-LAB-01",)
    natural_key = ("number",)
    enterprise_name = "name"
    columns = (
        Column("number", aliases=("CMA编号", "证书编号"), public=True, identifier=True),
        REGION,
        Column("name", aliases=("名称", "实验室名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("kind", aliases=("领域",), filter=True, public=True),
        Column("ownership", aliases=("性质",), filter=True, public=True),
        Column("rank", aliases=("层级", "级别"), filter=True, public=True),
        Column("issuer", aliases=("批准机关",), listed=False, public=True),
        Column("issued_on", aliases=("批准日期",), filter=True, public=True),
        Column("valid_until", aliases=("有效期至", "CMA有效期"), public=True),
        Column("cnas", aliases=("CNAS编号",), listed=False, public=True, identifier=True),
        Column("cnas_until", aliases=("CNAS有效期",), listed=False, public=True),
        Column("standing", aliases=("状态",), filter=True, public=True),
        Column("closed_on", aliases=("注销日期",), listed=False),
        Column("staff", aliases=("人员数", "职工人数"), listed=False, public=True),
        Column("technicians", aliases=("检验人员数",), listed=False, public=True),
        Column("equipment", aliases=("设备台套",), listed=False, public=True),
        Column("equipment_value", aliases=("设备原值",), listed=False),
        Column("floor_area", aliases=("面积",), listed=False),
        Column("address", aliases=("通信地址",), listed=False, public=True),
        Column("price_list", aliases=("收费依据",), listed=False, public=True),
        Column("open_to_public", aliases=("是否对外服务",), listed=False, public=True),
    )
    search = ("number", "name")
    order = ("name", "id")
    rules = (
        RowRule(
            ("valid_until", "issued_on"),
            lambda later, earlier: later >= earlier,
            "资质认定有效期至早于发证日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("technicians", "staff"),
            lambda part, whole: part <= whole,
            "技术人员数大于从业人员数",
            "请核对两个数。",
        ),
    )
    expiries = (
        Expiry(
            "valid_until", "申请资质认定复查", what_en="Apply for renewed accreditation", rule="laboratory"
        ),
        Expiry("cnas_until", "申请认可复评", what_en="Apply for reassessment", rule="default"),
    )
    facts = Facts(
        date="issued_on",
        dates=("valid_until", "cnas_until", "closed_on"),
        columns=(
            "number",
            "kind",
            "ownership",
            "rank",
            "standing",
            "staff",
            "technicians",
            "equipment",
            "equipment_value",
        ),
    )


@register
class LabCapabilityRegister(Register):
    key = "lab_capabilities"
    model = LabCapability
    label, label_en = "检测能力表", "Testing capabilities"
    about = "每个机构获准检测的对象、项目和方法，收费与时限。按需要的检测项目在这里搜索，即知本地谁能检。"
    about_en = "What each laboratory is approved to test: object, parameter, method, price, days. Search here for the test that is needed."
    field = "foundations"
    requirement = ("R-LAB-01", "R-LAB-05")
    natural_key = ("laboratory", "product", "parameter", "method")
    columns = (
        Column("laboratory", aliases=("CMA编号", "机构证书编号"), filter=True, public=True, identifier=True),
        REGION,
        Column("lab_name", aliases=("实验室名称",), public=True),
        Column("product", aliases=("产品", "产品类别", "检测产品"), public=True),
        Column("parameter", aliases=("参数", "项目名称"), public=True),
        Column("method", aliases=("检测标准", "方法"), public=True),
        Column("limits", aliases=("说明",), listed=False, public=True),
        Column("price", aliases=("价格", "收费标准"), public=True),
        Column("days", aliases=("检测周期", "时限"), public=True),
        Column("since", aliases=("获批日期",), filter=True, public=True),
        Column("until", aliases=("取消日期",), listed=False, public=True),
    )
    search = ("product", "parameter", "method", "lab_name")
    order = ("product", "parameter", "id")
    rules = (
        RowRule(
            ("until", "since"),
            lambda later, earlier: later >= earlier,
            "停止日期早于批准日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="since",
        dates=("until",),
        columns=("laboratory", "product", "parameter", "price"),
        computed=(LOCAL_TEST,),
    )


@register
class LabEquipmentRegister(Register):
    key = "lab_equipment"
    model = LabEquipment
    label, label_en = "检验检测设备", "Laboratory equipment"
    about = "检验检测机构的主要仪器设备：原值、检定校准有效期、是否开放共享。"
    about_en = "Main equipment of laboratories: value, calibration validity, whether it is shared."
    field = "foundations"
    requirement = ("R-LAB-01",)
    natural_key = ("laboratory", "number")
    columns = (
        Column("number", aliases=("编号",), identifier=True),
        REGION,
        Column("laboratory", aliases=("CMA编号", "机构证书编号"), filter=True, identifier=True),
        Column("name", aliases=("仪器名称", "名称"), public=True),
        Column("model", aliases=("型号",), listed=False),
        Column("value", aliases=("设备原值",), listed=False),
        Column("bought_on", aliases=("启用日期",), filter=True),
        Column("calibrated_on", aliases=("校准日期",), listed=False),
        Column("valid_until", aliases=("校准有效期", "下次检定日期")),
        Column("open_to_public", aliases=("是否共享",), filter=True, public=True),
        Column("retired_on", aliases=("停用日期",), listed=False),
    )
    search = ("number", "name")
    order = ("laboratory", "number", "id")
    rules = (
        RowRule(
            ("valid_until", "calibrated_on"),
            lambda later, earlier: later >= earlier,
            "检定校准有效期至早于检定校准日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("retired_on", "bought_on"),
            lambda later, earlier: later >= earlier,
            "报废日期早于购置日期",
            "请核对两个日期。",
        ),
    )
    expiries = (Expiry("valid_until", "送检或校准", what_en="Have it calibrated", rule="default"),)
    facts = Facts(
        date="bought_on",
        dates=("valid_until", "retired_on"),
        columns=("laboratory", "value", "open_to_public"),
    )


@register
class LabIntegrationRegister(Register):
    key = "lab_integrations"
    model = LabIntegration
    label, label_en = "检验检测机构整合", "Integration of testing bodies"
    about = "检验检测认证机构整合的项目表，一家一行：方案何时报、何时批、并到哪里、是否完成。方案默认 6 月 30 日前报送。"
    about_en = "The project of integrating testing bodies, one row a body: plan, approval, where it goes, completion. Plans are due by 30 June."
    field = "foundations"
    requirement = ("R-LAB-03",)
    natural_key = ("code",)
    lifecycle = lifecycles.INTEGRATION
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("enterprise", aliases=("单位名称", "名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("authority", aliases=("上级部门",), public=True),
        Column("mode", aliases=("方式",), filter=True, public=True),
        Column("into", aliases=("并入机构",), public=True),
        Column("listed_on", aliases=("列入时间",), filter=True),
        Column("plan_due", aliases=("方案期限",), filter=True),
        Column("plan_on", aliases=("报送日期",), listed=False),
        Column("plan_no", aliases=("文号",), listed=False),
        Column("approved_on", aliases=("批复时间",), listed=False),
        Column("complete_by", aliases=("完成时限",), listed=False),
        Column("completed_on", aliases=("完成时间",), public=True),
        Column("staff", aliases=("人员数",), listed=False),
        Column("state", aliases=("状态",), filter=True, public=True),
    )
    search = ("code", "enterprise", "authority")
    order = ("-listed_on", "-id")
    rules = (
        RowRule(
            ("plan_due", "listed_on"),
            lambda later, earlier: later >= earlier,
            "方案报送期限早于列入日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("complete_by", "approved_on"),
            lambda later, earlier: later >= earlier,
            "完成期限早于批复日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("completed_on", "listed_on"),
            lambda later, earlier: later >= earlier,
            "完成日期早于列入日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="listed_on",
        dates=("plan_due", "plan_on", "approved_on", "completed_on"),
        columns=("mode", "state", "staff"),
    )
