"""Tables that no register holds but that follow from two of them: the weighted sample of the statistical pass rate.

Indicators name such a table as they name a register. Its rows are records of the register ``of``, so a figure leads down
to them; it is made anew when one of its ``sources`` changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zhiheng.kernels.measures import FactTable
from zhiheng.kernels.measures.weighted import weighted

KEPT = 8  # files of earlier states that another process may still be reading


@dataclass(frozen=True)
class Derived:
    key: str
    label: str
    label_en: str
    of: str
    sizes: str
    by: str
    size: str
    where: str
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def sources(self) -> tuple[str, str]:
        return self.of, self.sizes


DERIVED = {
    one.key: one
    for one in (
        Derived(
            key="weighted_sampling",
            label="统计抽样（按产值加权）",
            label_en="Statistical sampling, weighted by output",
            of="sampling",
            sizes="quality_returns",
            by="division",
            size="gross_output",
            where="kind = 'statistical' AND basis = 'statistics' AND selection = 'random' "
            "AND result IN ('qualified', 'unqualified')",
            labels={"weight": "产值权重"},
        ),
    )
}


def behind(key: str) -> str:
    """The register whose records a figure over ``key`` rests on."""
    return DERIVED[key].of if key in DERIVED else key


def sources(key: str) -> Sequence[str]:
    """The registers that ``key`` is made of: itself for a register."""
    return DERIVED[key].sources if key in DERIVED else (key,)


def with_derived(facts: Mapping[str, FactTable], folder: Path | None = None) -> dict[str, FactTable]:
    """The registers and what follows from them. ``folder``: where to write; beside the copies by default."""
    found = dict(facts)
    for one in DERIVED.values():
        samples, sizes = facts[one.of], facts[one.sizes]
        path = None
        if samples.files:
            told = repr((one, samples.files, sizes.files))
            home = folder or Path(samples.files[0]).parent.parent / one.key
            path = home / f"{hashlib.sha256(told.encode()).hexdigest()[:16]}.parquet"
        found[one.key] = weighted(
            samples, sizes, one.key, by=one.by, size=one.size, where=one.where, path=path
        )
        if path is not None and folder is None:
            _sweep(path)
    return found


def _sweep(path: Path) -> None:
    old = sorted((p for p in path.parent.glob("*.parquet") if p != path), key=lambda p: p.stat().st_mtime)
    for each in old[:-KEPT]:
        each.unlink(missing_ok=True)
