"""An import that brought enterprises by name alone leads to the page that finds their codes."""

from __future__ import annotations

import pytest

from tests.faces.desk.spine import Spine
from tests.support.people import COUNTY
from tests.support.registers import signed_in
from zhiheng.frame.evidence.store import keep
from zhiheng.frame.registers.models import ImportSession, SessionState
from zhiheng.records.supervision.models import Sampling


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "code", "offered"),
    [
        (SessionState.APPLIED, "", True),
        (SessionState.APPLIED, "91620702YX0000171M", False),
        (SessionState.CHECKED, "", False),
    ],
)
def test_the_way_to_the_codes_stands_where_one_is_lacking(state: str, code: str, offered: bool) -> None:
    spine = Spine()
    session = ImportSession._plain.create(
        register="sampling",
        region_id=COUNTY,
        file=keep("报告编号\n1".encode(), "a.csv"),
        filename="a.csv",
        state=state,
    )
    row = Sampling._plain.filter(region_id=COUNTY).first()
    assert row is not None
    row.session, row.enterprise, row.credit_code = session, "样例乳业有限公司", code
    row.save()
    page = signed_in(spine.people.clerk).get(f"/imports/{session.pk}").content.decode()
    assert (f"register=sampling&amp;session={session.pk}" in page) is offered
