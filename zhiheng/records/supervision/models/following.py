"""What a failed result sets going, and how enterprises leave the market (R-SUP-04, R-SUP-12, R-PER-06, R-PER-07)."""

from __future__ import annotations

from dataclasses import replace

from django.db import models

from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta
from zhiheng.records.supervision.lifecycles import (
    COMPULSORY_EXIT,
    FAILED_RESULT,
    ONLINE_CHAIN,
    SERVICE_OUSTER,
)
from zhiheng.records.supervision.models.base import FUELS, OF_FIRM, FirmRecord
from zhiheng.records.supervision.models.sampling import Sector


class FailedResult(FirmRecord):
    """A failed result and what became of it: notice, objection and retest, rectification, recheck, exit or case."""

    scope = replace(OF_FIRM, shared_with=FUELS)

    report_no = models.CharField("检验报告编号", max_length=40)
    sector = models.CharField("产品领域", max_length=12, choices=Sector.choices)
    product = models.CharField("产品名称", max_length=80)
    failed_items = models.CharField("不合格项目", max_length=200, blank=True)
    reported_on = models.DateField("收到报告日期")
    noticed_on = models.DateField("告知送达日期", null=True, blank=True)
    objected_on = models.DateField("异议或复检申请日期", null=True, blank=True)
    retested_on = models.DateField("复检完成日期", null=True, blank=True)
    ordered_on = models.DateField("责令改正日期", null=True, blank=True)
    measures = models.CharField("整改措施", max_length=300, blank=True)
    rectified_on = models.DateField("整改完成日期", null=True, blank=True)
    rechecked_on = models.DateField("复查日期", null=True, blank=True)
    announced_on = models.DateField("公告日期", null=True, blank=True)
    second_recheck_on = models.DateField("再次复查日期", null=True, blank=True)
    case_no = models.CharField("案件编号", max_length=40, blank=True)
    state = models.CharField(
        "处理阶段", max_length=12, default=FAILED_RESULT.initial, choices=FAILED_RESULT.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "不合格后处理"
        verbose_name_plural = "不合格后处理"
        constraints = record_meta("failed_result", "report_no", by="reported_on")["constraints"]
        indexes = record_meta("failed_result", "report_no", by="reported_on", enterprise="credit_code")[
            "indexes"
        ]

    def __str__(self) -> str:
        return f"{self.report_no} {self.enterprise or self.product}"

    @property
    def limits(self) -> str:
        """Which rule set its clocks follow: food is sampled under a law of its own."""
        return "food_sampling" if self.sector == Sector.FOOD else "sampling"


class CompulsoryExit(FirmRecord):
    """An enterprise on its way out of the market by order: ground, notice, decision, carrying out (R-PER-06)."""

    code = models.CharField("退出编号", max_length=40)
    ground = models.CharField(
        "退出事由",
        max_length=14,
        choices=[
            ("conditions", "不具备生产条件"),
            ("still_failing", "整改后仍不合格"),
            ("serious", "严重违法"),
            ("unlicensed", "无证生产取缔"),
        ],
    )
    product = models.CharField("涉及产品", max_length=80, blank=True)
    source_no = models.CharField(
        "来源编号", max_length=40, blank=True, help_text="检验报告、案件或许可证编号"
    )
    proposed_on = models.DateField("提出日期")
    noticed_on = models.DateField("告知日期", null=True, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decision_no = models.CharField("决定书编号", max_length=60, blank=True)
    form = models.CharField(
        "退出方式",
        max_length=10,
        choices=[
            ("stopped", "责令停产"),
            ("revoked", "吊销许可"),
            ("closed", "关闭"),
            ("banned", "取缔"),
        ],
        blank=True,
    )
    execute_by = models.DateField("执行期限", null=True, blank=True)
    executed_on = models.DateField("执行日期", null=True, blank=True)
    verified_on = models.DateField("核实日期", null=True, blank=True)
    state = models.CharField(
        "阶段", max_length=12, default=COMPULSORY_EXIT.initial, choices=COMPULSORY_EXIT.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "强制退出"
        verbose_name_plural = "强制退出"
        constraints = record_meta("compulsory_exit", "code", by="proposed_on")["constraints"]
        indexes = record_meta("compulsory_exit", "code", by="proposed_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.enterprise}"


class ServiceOuster(Record):
    """A service provider that caused serious injury or loss: the finding, the order to leave the field, its end
    (R-PER-07). Money in 万元."""

    scope = Reaches(region="region_id", field="service", unit="owner_id", enterprise="credit_code")

    code = models.CharField("追究编号", max_length=40)
    enterprise = models.CharField("服务提供者", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    trade = models.CharField(
        "服务领域",
        max_length=12,
        choices=[
            ("finance", "金融"),
            ("transport", "交通运输"),
            ("tourism", "旅游"),
            ("medical", "医疗"),
            ("education", "教育"),
            ("property", "物业"),
            ("catering", "餐饮住宿"),
            ("telecom", "邮政通信"),
            ("other", "其他"),
        ],
    )
    event = models.CharField("事由", max_length=200)
    happened_on = models.DateField("发生日期")
    injured = models.PositiveIntegerField("伤亡人数", null=True, blank=True)
    loss = models.DecimalField(
        "财产损失", max_digits=14, decimal_places=2, null=True, blank=True, help_text="万元"
    )
    finding = models.CharField("责任认定", max_length=200, blank=True)
    found_on = models.DateField("认定日期", null=True, blank=True)
    decision_no = models.CharField("决定书编号", max_length=60, blank=True)
    ordered_on = models.DateField("责令退出日期", null=True, blank=True)
    barred_until = models.DateField("禁入期限", null=True, blank=True)
    left_on = models.DateField("退出日期", null=True, blank=True)
    state = models.CharField(
        "阶段", max_length=12, default=SERVICE_OUSTER.initial, choices=SERVICE_OUSTER.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "服务领域退出"
        verbose_name_plural = "服务领域退出"
        constraints = record_meta("service_ouster", "code", by="happened_on")["constraints"]
        indexes = record_meta("service_ouster", "code", by="happened_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.enterprise}"


class OnlineGoods(FirmRecord):
    """Goods sold online, along one chain: seen, sampled, traced, handed to the place of origin, written to credit.

    Handed to an agency that the system knows (``handed_unit``), the row is read and answered there too.
    """

    scope = replace(OF_FIRM, handed="handed_unit")

    code = models.CharField("监测编号", max_length=40)
    platform = models.CharField("网络平台", max_length=80)
    shop = models.CharField("店铺名称", max_length=120)
    enterprise = models.CharField("标称生产者", max_length=120, blank=True)
    product = models.CharField("商品名称", max_length=120)
    link = models.URLField("商品网址", max_length=300, blank=True)
    seen_on = models.DateField("监测日期")
    signal = models.CharField("风险信号", max_length=200)
    sampled_on = models.DateField("网上抽样日期", null=True, blank=True)
    report_no = models.CharField("检验报告编号", max_length=40, blank=True)
    source_place = models.CharField("源头所在地", max_length=120, blank=True)
    traced_on = models.DateField("追溯日期", null=True, blank=True)
    handed_unit = models.ForeignKey(
        Unit, verbose_name="移交给", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handed_to = models.CharField("移交单位", max_length=120, blank=True)
    handed_on = models.DateField("移交日期", null=True, blank=True)
    handled_on = models.DateField("查处反馈日期", null=True, blank=True)
    handling = models.CharField("查处结果", max_length=200, blank=True)
    credited_on = models.DateField("记入信用日期", null=True, blank=True)
    state = models.CharField(
        "环节", max_length=12, default=ONLINE_CHAIN.initial, choices=ONLINE_CHAIN.choices()
    )

    class Meta(Record.Meta):
        verbose_name = "网售商品监管"
        verbose_name_plural = "网售商品监管"
        constraints = record_meta("online_goods", "code", by="seen_on")["constraints"]
        indexes = record_meta("online_goods", "code", by="seen_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.code} {self.product}"

    @property
    def answering(self) -> Unit | None:
        """The unit that owes the answer: the one that the row was handed to, else who sees to it that it comes."""
        return self.handed_unit or self.owner
