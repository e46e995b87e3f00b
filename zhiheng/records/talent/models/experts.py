"""Quality talent and the panels drawn from it (R-TAL-01)."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.people.scope import Reaches
from zhiheng.frame.registers.models import Record, record_meta


class ExpertKind(models.TextChoices):
    MANAGER = "manager", "质量管理人员"
    INSPECTOR = "inspector", "检验检测人员"
    EXPERT = "expert", "质量专家"
    STANDARDISER = "standardiser", "标准化人员"
    ASSESSOR = "assessor", "评审员审核员"
    LEADER = "leader", "学科带头人"


class TitleLevel(models.TextChoices):
    SENIOR = "senior", "正高级"
    VICE = "vice", "副高级"
    MIDDLE = "middle", "中级"
    JUNIOR = "junior", "初级"
    NONE = "none", "无"


class Expert(Record):
    """Somebody who knows quality work: qualification, field, and whether they can be asked now (R-TAL-01). Personal data: never public."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id", enterprise="credit_code")

    code = models.CharField("人才编号", max_length=40)
    name = models.CharField("姓名(或岗位名)", max_length=40)
    kind = models.CharField("人才类别", max_length=12, choices=ExpertKind.choices)
    speciality = models.CharField("专业领域", max_length=80)
    qualification = models.CharField("资格名称", max_length=80, blank=True)
    qualification_no = models.CharField("资格证书编号", max_length=60, blank=True)
    title_level = models.CharField("职称级别", max_length=6, blank=True, choices=TitleLevel.choices)
    enterprise = models.CharField("所在单位", max_length=120, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    panel = models.BooleanField("可入评审组", default=False)
    available = models.BooleanField("目前可用", default=True)
    away_until = models.DateField("不可用至", null=True, blank=True)
    recusal = models.CharField("应回避的单位", max_length=200, blank=True)
    joined_on = models.DateField("入库日期")
    valid_until = models.DateField("聘期至", null=True, blank=True)
    left_on = models.DateField("出库日期", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = "质量人才库"
        verbose_name_plural = "质量人才库"
        constraints = record_meta("expert", "code", by="joined_on")["constraints"]
        indexes = record_meta("expert", "code", by="joined_on")["indexes"]

    def __str__(self) -> str:
        return self.code


class PanelSubject(models.TextChoices):
    AWARD = "award", "质量奖评审"
    LICENCE = "licence", "许可审查"
    STANDARD = "standard", "标准审定"
    LABORATORY = "laboratory", "资质评审"
    ACCIDENT = "accident", "质量事故分析"
    ASSESSMENT = "assessment", "质量考核"
    OTHER = "other", "其他"


class DrawMode(models.TextChoices):
    RANDOM = "random", "随机抽取"
    RECOMMENDED = "recommended", "推荐"
    DESIGNATED = "designated", "指定"


class SeatRole(models.TextChoices):
    HEAD = "head", "组长"
    MEMBER = "member", "成员"


class SeatResult(models.TextChoices):
    ATTENDED = "attended", "参加"
    RECUSED = "recused", "回避"
    ABSENT = "absent", "缺席"
    REPLACED = "replaced", "被替换"


class PanelSeat(Record):
    """A seat in a panel: who was drawn, how, and whether they came (R-TAL-01)."""

    scope = Reaches(region="region_id", field="governance", unit="owner_id")

    panel = models.CharField("评审活动编号", max_length=40)
    purpose = models.CharField("评审活动", max_length=120)
    subject = models.CharField("活动类型", max_length=10, choices=PanelSubject.choices)
    expert = models.CharField("人才编号", max_length=40)
    drawn_on = models.DateField("抽取日期")
    mode = models.CharField("抽取方式", max_length=11, choices=DrawMode.choices)
    role = models.CharField("担任角色", max_length=6, choices=SeatRole.choices)
    result = models.CharField("到场情况", max_length=8, blank=True, choices=SeatResult.choices)
    opinion = models.CharField("评审意见摘要", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "评审组抽取记录"
        verbose_name_plural = "评审组抽取记录"
        constraints = record_meta("panel_seat", "panel", "expert", by="drawn_on")["constraints"]
        indexes = record_meta("panel_seat", "panel", "expert", by="drawn_on")["indexes"]

    def __str__(self) -> str:
        return f"{self.panel} {self.expert}"
