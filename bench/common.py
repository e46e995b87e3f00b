"""What the measurements share: a place of their own, medians of interleaved runs, one table of ratios."""

from __future__ import annotations

import gc
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "bench"


@dataclass(frozen=True)
class Result:
    """One bar: what was compared with what, the ratio measured, the bar it has to keep (None: only told)."""

    name: str
    rival: str
    ratio: float
    bar: float | None
    at_least: bool = False
    note: str = ""

    @property
    def kept(self) -> bool | None:
        if self.bar is None:
            return None
        return self.ratio >= self.bar if self.at_least else self.ratio <= self.bar


def django(name: str) -> Path:
    """Django over a fresh SQLite database in the bench's own folder; call once, before anything of the project."""
    home = HOME / name
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    os.environ["ZHIHENG_HOME"] = str(home)
    os.environ.pop("ZHIHENG_DATABASE", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.settings")
    sys.path.insert(0, str(ROOT))
    import django as framework

    framework.setup()
    from zhiheng.faces.commands.database import bring_up_to_date

    bring_up_to_date()
    return home


def clean(name: str) -> None:
    shutil.rmtree(HOME / name, ignore_errors=True)


def interleaved(runs: int, *jobs: Callable[[], object], cpu: bool = False) -> list[float]:
    """Median seconds of each job; the jobs take turns, so that a slow minute of the machine hits all of them."""
    clock = time.process_time if cpu else time.perf_counter
    taken: list[list[float]] = [[] for _ in jobs]
    for _ in range(runs):
        for job, times in zip(jobs, taken, strict=True):
            gc.collect()
            start = clock()
            job()
            times.append(clock() - start)
    return [statistics.median(times) for times in taken]


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def show(results: Sequence[Result]) -> int:
    """The table; gives how many bars were missed."""
    missed = 0
    for r in results:
        sign = "≥" if r.at_least else "≤"
        bar = "" if r.bar is None else f"{sign} {r.bar:g}"
        verdict = {None: "", True: "kept", False: "MISSED"}[r.kept]
        missed += r.kept is False
        print(f"{r.name:<58} {r.ratio:>8.2f} × {r.rival:<44} {bar:<8} {verdict} {r.note}".rstrip())
    return missed
