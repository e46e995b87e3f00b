"""Binding targets to indicators: agreement with the yardstick, and the time a figure takes.

    python -m bench.bench_binding [--yardstick FOLDER]

- the first suggestion agrees with the yardstick's bindings on at least 90 % of its figures;
- none is forced where the yardstick says null;
- a figure takes at most a thousandth of a second of processor time.

Without the yardstick's folder the reviewed programmes of the package stand in.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bench.common import ROOT, Result, django, show


def labelled(folder: Path) -> Iterator[tuple[dict[str, Any], dict[str, str], Any]]:
    """(figure, headings by path, code or codes or None) of every labelled figure."""
    for document, codes in json.loads((folder / "bindings.json").read_text("utf-8")).items():
        label = json.loads((folder / "labels" / f"{document}.json").read_text("utf-8"))
        headings = {each["path"]: each["heading"] for each in label["sections"]}
        for figure, code in zip(label["figures"], codes, strict=True):
            yield figure, headings, code


def reviewed() -> Iterator[tuple[dict[str, Any], dict[str, str], Any]]:
    for entry in files("zhiheng.catalogue").joinpath("programmes").iterdir():
        if not entry.name.endswith(".yaml"):
            continue
        content = yaml.safe_load(entry.read_text("utf-8"))
        headings = {each["path"]: each["title"] for each in content["outline"]}
        for target in content["targets"]:
            figure = {**target, "indicator": target["indicator_name"], "section": target.get("node")}
            yield figure, headings, [target["indicator"], *target.get("alternatives", [])]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--yardstick", type=Path, default=ROOT.parent / "shared" / "yardstick")
    folder = parser.parse_args().yardstick
    django("binding")
    from zhiheng.judgement.indicators import binding

    rows = list(labelled(folder) if (folder / "bindings.json").is_file() else reviewed())
    binder = binding.binder()
    wanted = [
        binding.wanted_of(f, binding.headings_of(f.get("section"), headings)) for f, headings, _c in rows
    ]
    start = time.process_time()
    found = [binder.suggest(each) for each in wanted]
    taken = time.process_time() - start
    right = forced = 0
    for (figure, _headings, code), suggestions in zip(rows, found, strict=True):
        got = suggestions[0].code if suggestions else None
        agrees = got in (code if isinstance(code, list) else [code])
        right += agrees
        forced += code is None and got is not None
        if not agrees:
            print(f"  {figure['indicator']}: {got}, {code} was expected")
    return show(
        [
            Result(
                f"first suggestion right, {right} of {len(rows)}",
                "every figure",
                right / len(rows),
                0.9,
                True,
            ),
            Result("suggestions forced where there is no indicator", "none", forced, 0),
            Result("thousandths of a second a figure", "one", taken / len(rows) * 1000, 1),
        ]
    )


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
