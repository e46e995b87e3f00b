"""Whether figures of a region rest on generated records: whatever is shown of them then says so."""

from __future__ import annotations

from zhiheng.frame.regions.models import prefix_range, territory_prefix
from zhiheng.frame.registers.declare import registers
from zhiheng.frame.registers.unions import any_rows
from zhiheng.judgement.indicators.models import ReportedValue


def rests_on_synthetic(region: str) -> bool:
    """True when any record or reported value of the region (or below it) is marked as generated."""
    reach = {}
    if prefix := territory_prefix(region):
        low, high = prefix_range(prefix)
        reach = {"region_id__gte": low, "region_id__lt": high}
    why = "whether figures of a region already narrowed rest on generated rows"
    generated = [
        register.model.objects.everywhere(why).filter(synthetic=True, **reach).order_by().values("pk")
        for register in registers().values()
    ]
    reported = ReportedValue.objects.everywhere(why).filter(synthetic=True, **reach).order_by().values("pk")
    # One question for all registers, answered at the first row found: there are far more than a hundred.
    return any_rows([reported, *generated])
