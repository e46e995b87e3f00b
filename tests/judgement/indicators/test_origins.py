"""Whether figures rest on generated records: one question, however many registers there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.faces.desk.spine import Spine
from tests.support.people import CITY
from zhiheng.frame.registers.declare import registers
from zhiheng.judgement.indicators.origins import rests_on_synthetic


@pytest.mark.django_db
def test_one_generated_row_marks_its_region_and_those_above_and_no_other() -> None:
    Spine()
    sampling = registers()["sampling"].model.objects.everywhere("marks a row as generated")
    row = sampling.order_by("pk")[0]
    assert not rests_on_synthetic(CITY)
    sampling.filter(pk=row.pk).update(synthetic=True)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert rests_on_synthetic(CITY)
        assert rests_on_synthetic(row.region_id)
        assert not rests_on_synthetic("623000")
    assert len(asked) == 3
