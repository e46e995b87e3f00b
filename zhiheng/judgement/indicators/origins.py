"""Whether figures of a region rest on generated records: whatever is shown of them then says so."""

from __future__ import annotations

from zhiheng.frame.regions.models import prefix_range, territory_prefix
from zhiheng.frame.registers.declare import registers
from zhiheng.judgement.indicators.models import ReportedValue


def rests_on_synthetic(region: str) -> bool:
    """True when any record or reported value of the region (or below it) is marked as generated."""
    reach = {}
    if prefix := territory_prefix(region):
        low, high = prefix_range(prefix)
        reach = {"region_id__gte": low, "region_id__lt": high}
    why = "whether figures of a region already narrowed rest on generated rows"
    if ReportedValue.objects.everywhere(why).filter(synthetic=True, **reach).exists():
        return True
    return any(
        register.model.objects.everywhere(why).filter(synthetic=True, **reach).exists()
        for register in registers().values()
    )
