"""Reading policy documents: the five of the yardstick in one process, and ten times the text.

    python -m bench.bench_reading [--runs 5] [--texts FOLDER]

- all five documents, against splitting the same text into sentences (told, no bar), and in seconds at most 1;
- ten times the text takes at most eleven times the time.

Without the yardstick's folder the example document of the package stands in.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib.resources import files
from pathlib import Path

from bench.common import ROOT, Result, interleaved, show


def documents(folder: Path) -> list[str]:
    found = [p.read_text("utf-8") for p in sorted(folder.glob("*.txt"))]
    if found:
        return found
    return [files("zhiheng.catalogue").joinpath("examples/example_county_plan.txt").read_text("utf-8")] * 5


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--texts", type=Path, default=ROOT.parent / "shared" / "yardstick" / "texts")
    options = parser.parse_args()
    from zhiheng.kernels import reading

    texts = documents(options.texts)
    long = ["\n".join([t] * 10) for t in texts]
    stop = re.compile(r"[。;;!?\n]")

    def read() -> None:
        for text in texts:
            reading.read(text)

    def read_long() -> None:
        for text in long:
            reading.read(text)

    def split() -> None:
        for text in texts:
            stop.split(text)

    read()
    once, tenfold, splitting = interleaved(options.runs, read, read_long, split, cpu=True)
    return show(
        [
            Result("reading five documents", "splitting them into sentences", once / splitting, None),
            Result("reading five documents, processor seconds", "one second", once, 1),
            Result("ten times the text", "the text once", tenfold / once, 11),
        ]
    )


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
