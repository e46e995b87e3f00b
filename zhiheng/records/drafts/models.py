"""Drafts: what was read out of a document, and what people decided about it, before any of it is a programme."""

from __future__ import annotations

from django.db import models

from zhiheng.frame.evidence.models import File
from zhiheng.frame.people.models import User
from zhiheng.frame.people.scope import Reaches, ScopedModel
from zhiheng.frame.regions.models import Region


class DraftState(models.TextChoices):
    REVIEW = "review", "审读中"
    IN_FORCE = "in_force", "已生效"


class Kind(models.TextChoices):
    DOCUMENT = "document", "文件要素"
    SECTION = "section", "条款"
    FIGURE = "figure", "指标值"
    DUTY = "duty", "责任分工"
    OBLIGATION = "obligation", "报送义务"
    PHASE = "phase", "阶段"


class Decision(models.TextChoices):
    """``MERGED``: now part of another item. ``DROPPED``: taken back, or no longer read and never decided on."""

    OPEN = "open", "待定"
    ACCEPTED = "accepted", "采纳"
    CORRECTED = "corrected", "改正"
    ADDED = "added", "补充"
    REJECTED = "rejected", "驳回"
    MERGED = "merged", "并入他项"
    DROPPED = "dropped", "撤去"


#: Decisions with which an item goes into the programme, and those that leave it out of every list.
TAKEN = (Decision.ACCEPTED, Decision.CORRECTED, Decision.ADDED)
HIDDEN = (Decision.MERGED, Decision.DROPPED)


class Attention(models.TextChoices):
    """What a later reading found out about an item that people had decided on."""

    NONE = "", "无"
    DIFFERS = "differs", "新的读取与此不同"
    UNREAD = "unread", "新的读取没有读出这一项"
    GONE = "gone", "原句已不在文中"


class Draft(ScopedModel):
    """One document under review. ``revision`` counts every change to its items, so that a page can ask what is new."""

    scope = Reaches(region="region_id")

    key = models.SlugField("方案标识", max_length=60, unique=True)
    name = models.CharField("名称", max_length=200)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="drafts")
    state = models.CharField("状态", max_length=10, choices=DraftState.choices, default=DraftState.REVIEW)
    file = models.ForeignKey(File, verbose_name="原件", on_delete=models.PROTECT, related_name="drafts")
    filename = models.CharField("文件名", max_length=200)
    text = models.TextField("文本")
    text_sha256 = models.CharField("文本摘要", max_length=64)
    reader = models.CharField("阅读器版本", max_length=64)
    notes = models.JSONField("读取时的疑问", default=list)
    synthetic = models.BooleanField("演示数据", default=False)
    revision = models.PositiveIntegerField("改动次数", default=0)
    force_revision = models.PositiveIntegerField("生效时的改动次数", null=True, blank=True)
    made_by = models.CharField("建立人", max_length=150)
    made_at = models.DateTimeField("建立时间", auto_now_add=True)
    force_at = models.DateTimeField("生效时间", null=True, blank=True)

    class Meta:
        verbose_name = "审读稿"
        verbose_name_plural = "审读稿"
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return self.name


class Part(ScopedModel):
    """Anything that belongs to a draft."""

    scope = Reaches(region="draft__region_id")

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True
        base_manager_name = "_plain"


class Item(Part):
    """One thing read or added. ``payload`` is what stands now, ``original`` what was read (null: a person added it).

    ``key`` stays with the item for good and becomes the target's or obligation's key in the programme. ``version``
    grows with each change: a write that names an older one is refused. ``start`` = ``end``: it has no place in the
    text. ``proposal`` is what a later reading has instead, while ``attention`` says that somebody should look.
    """

    key = models.CharField("编号", max_length=12)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    start = models.PositiveIntegerField("起始字符")
    end = models.PositiveIntegerField("终止字符")
    payload = models.JSONField("内容")
    original = models.JSONField("读出的内容", null=True, blank=True)
    rule = models.CharField("规则", max_length=60, blank=True)
    steps = models.JSONField("其他规则", default=list)
    doubts = models.JSONField("疑点", default=list)
    confidence = models.FloatField("把握", default=1.0)
    decision = models.CharField("决定", max_length=10, choices=Decision.choices, default=Decision.OPEN)
    reason = models.CharField("理由", max_length=200, blank=True)
    attention = models.CharField("留意", max_length=10, choices=Attention.choices, blank=True)
    proposal = models.JSONField("新的读取", null=True, blank=True)
    decided_by = models.CharField("决定人", max_length=150, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    revision = models.PositiveIntegerField("第几次改动", default=0)

    class Meta(Part.Meta):
        verbose_name = "审读项"
        verbose_name_plural = "审读项"
        # What a heading holds begins where the heading does: the longer one comes first.
        ordering = ("start", "-end", "id")
        constraints = [models.UniqueConstraint(fields=["draft", "key"], name="draft_item_once")]
        indexes = [
            models.Index(fields=["draft", "start"], name="draft_item_place"),
            models.Index(fields=["draft", "revision"], name="draft_item_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.get_kind_display()}"


class Step(Part):
    """One action of one person, with its items before and after, so that it can be taken back."""

    action = models.CharField("动作", max_length=20)
    by = models.CharField("操作人", max_length=150)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL)
    at = models.DateTimeField("时间", auto_now_add=True)
    before = models.JSONField("之前")  # {item id: its state, or null where the step made it}
    versions = models.JSONField("之后的版本")  # {item id: version}
    undone = models.BooleanField("已撤销", default=False)

    class Meta(Part.Meta):
        verbose_name = "审读动作"
        verbose_name_plural = "审读动作"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.by} {self.action}"


class Round(Part):
    """One reading of the document: which file, by which reader, and what came of it."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="readings")
    filename = models.CharField("文件名", max_length=200)
    text_sha256 = models.CharField("文本摘要", max_length=64)
    reader = models.CharField("阅读器版本", max_length=64)
    by = models.CharField("操作人", max_length=150)
    at = models.DateTimeField("时间", auto_now_add=True)
    counts = models.JSONField("结果", default=dict)

    class Meta(Part.Meta):
        verbose_name = "读取"
        verbose_name_plural = "读取"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.filename} {self.at:%Y-%m-%d %H:%M}"


class Presence(models.Model):
    """Who has a draft open, and which item is under their hands; swept when stale, and no part of the record."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    seen_at = models.DateTimeField("最近")

    class Meta:
        verbose_name = "在看的人"
        verbose_name_plural = "在看的人"
        constraints = [models.UniqueConstraint(fields=["draft", "user"], name="draft_presence_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.draft_id}"
