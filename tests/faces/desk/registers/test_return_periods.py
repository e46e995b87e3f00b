"""Which periods the page of filed returns shows: the last ones, earlier ones by a link, and where reports end."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.support.people import COUNTY, People
from tests.support.registers import signed_in
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of

pytestmark = pytest.mark.django_db
AT = "/registers/quality_returns/returns"
LAST = dt.date.today().year - 1


def test_reports_of_long_ago_are_led_to_and_not_denied() -> None:
    people = People()
    clerk = signed_in(people.clerk)
    assert "还没有应报单位，也没有人报送过" in clerk.get(AT).content.decode()
    row = {"period": "2011", "region_id": COUNTY, "enterprise": "样例机械厂", "gross_output": Decimal(1)}
    service.create(
        Actor(user=people.clerk),
        register_of("quality_returns"),
        {**row, "credit_code": "91620702YX0000171M"},
    )
    now = clerk.get(AT).content.decode()
    assert "最近一次报送的是2011年" in now and 'href="?until=2011"' in now
    then = clerk.get(f"{AT}?until=2011").content.decode()
    assert "已报 1 条" in then and "所示最近一期" in then
    assert 'href="?until=2005"' in then and 'href="?until=2017"' in then


@pytest.mark.parametrize("until", ["", "0001", "1948", "9999", "2011Q1", "今年"])
def test_other_words_show_the_last_periods(until: str) -> None:
    page = signed_in(People().clerk).get(AT, {"until": until, "periods": "2"}).content.decode()
    assert f"{LAST}年没有应报单位" in page and "最近一期" in page and "已报 0" not in page
    assert f'href="?until={LAST - 2}&amp;periods=2"' in page and "更近的期别" not in page
