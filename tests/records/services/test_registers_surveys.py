"""Registers of surveys, questions, answers and results."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestSurveys(RegisterCases):
    key = "surveys"
    change = ("valid", 401)
    example = {
        "code": "YS-MY-2016-01",
        "title": "样例商贸满意度调查",
        "subject": "commerce",
        "region": COUNTY,
        "frame": "限额以上商贸企业顾客",
        "population": 52000,
        "sampling": "stratified",
        "mode": "site",
        "planned": 400,
        "valid": 396,
        "started_on": dt.date(2016, 9, 1),
        "finished_on": dt.date(2016, 9, 28),
        "state": "designed",
    }


class TestSurveyQuestions(RegisterCases):
    key = "survey_questions"
    change = ("weight", Decimal("1.2000"))
    example = {
        "survey": "YS-MY-2016-01",
        "number": "A1",
        "region": COUNTY,
        "dimension": "satisfaction",
        "text": "总的来说,您满意吗",
        "low": 1,
        "high": 10,
        "weight": Decimal("1.0000"),
        "asked_on": dt.date(2016, 9, 1),
    }


class TestSurveyAnswers(RegisterCases):
    key = "survey_answers"
    change = ("mean", Decimal("8.1200"))
    example = {
        "survey": "YS-MY-2016-01",
        "region": COUNTY,
        "segment": "超市",
        "number": "A1",
        "finished_on": dt.date(2016, 9, 28),
        "answered": 396,
        "mean": Decimal("8.0200"),
        "deviation": Decimal("1.6000"),
        "satisfied": 320,
    }


class TestSurveyResults(RegisterCases):
    key = "survey_results"
    change = ("index", Decimal("80.10"))
    example = {
        "survey": "YS-MY-2016-01",
        "subject": "commerce",
        "region": COUNTY,
        "segment": "超市",
        "finished_on": dt.date(2016, 9, 28),
        "sample": 396,
        "index": Decimal("78.00"),
        "margin": Decimal("1.75"),
        "satisfied": 320,
    }


class TestSurveyRespondents(RegisterCases):
    key = "survey_respondents"
    change = ("segment", "老人")
    example = {
        "survey": "YS-MY-2016-01",
        "number": "A-0001",
        "region": COUNTY,
        "segment": "青年",
        "listed_on": dt.date(2016, 9, 1),
    }


class TestSurveyPopulations(RegisterCases):
    key = "survey_populations"
    change = ("population", 41200)
    example = {
        "survey": "YS-MY-2016-01",
        "region": COUNTY,
        "segment": "青年",
        "population": 41000,
        "counted_on": dt.date(2015, 12, 31),
        "source": "统计年鉴",
    }
