"""The registers that a survey's sample is drawn from and weighed by (R-SRV-01)."""

from __future__ import annotations

import re

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.services.models import SurveyPopulation, SurveyRespondent

PLACE = ("行政区划", "区划代码", "县区")
#: A mobile telephone, an identity card, a name in Chinese characters.
_PERSONAL = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|\d{17}[\dXx]|[\u4e00-\u9fff]{2,}")


def names_nobody(number: str) -> bool:
    """Whether a number of the list tells nothing of who stands behind it.

    >>> names_nobody("A-00017"), names_nobody("13800000000"), names_nobody("张三"), names_nobody("11010519491231002X")
    (True, False, False, False)
    """
    return _PERSONAL.search(number) is None


@register
class SurveyRespondentRegister(Register):
    key = "survey_respondents"
    model = SurveyRespondent
    label, label_en = "调查抽样名单", "Lists of respondents"
    about = (
        "一项调查自带的抽样名单：只有序号、区划和分组，供在本系统分层抽取。姓名、电话、证件号留在提供名单的单位，"
        "不要放进导入的文件。调查结束后在调查页面删除。"
    )
    about_en = (
        "The list that one survey brings to draw its sample from: numbers, places and groups. Names, telephones and "
        "identity cards stay with whoever keeps the list. Erased on the survey's page when it is over."
    )
    field = "service"
    requirement = ("R-SRV-01",)
    natural_key = ("survey", "number")
    columns = (
        Column("survey", aliases=("调查",), identifier=True, filter=True),
        Column("number", aliases=("序号", "编号"), identifier=True),
        Column("region", aliases=PLACE, filter=True),
        Column("segment", aliases=("组别", "分层", "人群"), filter=True),
        Column("listed_on", aliases=("日期",), listed=False),
    )
    search = ("survey", "number")
    order = ("survey", "number")
    rules = (
        RowRule(
            ("number",),
            names_nobody,
            "序号像是手机号、身份证号或姓名",
            "名单里只填序号；谁是几号由提供名单的单位保管。",
        ),
    )
    facts = Facts(date="listed_on", columns=("survey", "segment"))


@register
class SurveyPopulationRegister(Register):
    key = "survey_populations"
    model = SurveyPopulation
    label, label_en = "调查总体数", "Populations of surveys"
    about = "样本不在本系统抽取的调查，每地每组的总体数和它的来源；有了它，全体的指数按总体加权。"
    about_en = "Of surveys whose sample was drawn elsewhere: how many there are of each group of a place, and who says so."
    field = "service"
    requirement = ("R-SRV-01",)
    natural_key = ("survey", "region", "segment")
    columns = (
        Column("survey", aliases=("调查",), identifier=True, filter=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("segment", aliases=("组别", "人群"), public=True),
        Column("population", aliases=("总体", "总体规模", "人数", "户数"), public=True),
        Column("counted_on", aliases=("日期",), listed=False, filter=True, public=True),
        Column("source", aliases=("来源",), public=True),
    )
    search = ("survey", "segment")
    order = ("survey", "region", "segment")
    facts = Facts(date="counted_on", columns=("survey", "segment", "population"))
