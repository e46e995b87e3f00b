"""Reading policy documents in one process, and what grows how.

    python -m bench.bench_reading [--runs 5] [--texts FOLDER]

- the five documents of the yardstick: at most one second of processor time;
- ten times the text: at most eleven times the time;
- a document of 2 MB: at most 20 seconds, and memory in step with the text;
- hostile text (nothing but digits, brackets, ordinals, tabs and the like, 100,000 characters of them): ten times as
  much of it takes at most eleven times as long.

Beside each stands how many times as long it takes as splitting the same text into sentences. Jobs that are compared
take turns and their medians are taken, in processor time, which other programs on the machine blur little.
Without the yardstick's folder the example document of the package stands in.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import time
from contextlib import suppress
from functools import partial
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path

from bench.common import ROOT, Result, interleaved, show

HEAD = "一、甲\n"
# What hostile text is made of: each is repeated until there are so many characters.
HOSTILE = {
    "digits": "1", "digits with spaces": "1 ", "full-width digits": "１", "numerals": "一", "decimal points": "1.",
    "opening brackets": "(", "closing brackets": ")", "pairs of brackets": "()", "full-width brackets": "（", "title marks": "《",
    "quotation marks": "“", "ordinals": "一、", "bracketed ordinals": "（一）", "numbered ordinals": "1．", "circled ordinals": "①",
    "headings": "一、甲\n", "deep headings": "一、甲\n（一）乙\n1．丙\n（1）丁\n", "articles": "第一条", "dashes": "——", "tabs": "\t",
    "rows of a table": "1\t2\n", "rows of a task table": "序号\t任务\t牵头单位\n1\t达到95%\t市局\n", "blank lines": "\n", "full-width spaces": "\u3000",
    "percentages": "合格率85%、", "years": "2015年", "deadlines": "2015年底前报,", "from-to": "由1%提高到", "respectively": "分别达到1%、",
    "duties": "(责任单位:市局", "leads": "(市局牵头,县局配合)", "reports": "每季度报告,", "commas": "，", "unbroken Han": "质",
    "yearly dates": "每年12月10日前", "lists of units": "(责任单位:市局、县局、", "annexes": "附件1\n", "stages": "(一)部署阶段(2024年1月—2月)。\n",
    "wide rows": "达到95%\t" * 200 + "\n", "two deadlines": "到2015年,甲达到85%,2020年达到90%;", "named documents": "《甲方案》",
}  # fmt: skip
SIZES = (10_000, 100_000)
LINEAR = 11


def documents(folder: Path) -> list[str]:
    found = [p.read_text("utf-8") for p in sorted(folder.glob("*.txt"))]
    if found:
        return found
    return [files("zhiheng.catalogue").joinpath("examples/example_county_plan.txt").read_text("utf-8")] * 5


def read(text: str) -> None:
    from zhiheng.kernels import reading

    # Hostile text often holds nothing; to say so takes the whole way too.
    with suppress(reading.ReadingError):
        reading.read(text)


def split(text: str) -> None:
    re.split(r"[。;;!?\n]", text)


def each(job: object, texts: list[str]) -> None:
    for text in texts:
        job(text)  # type: ignore[operator]


def measured(text: str) -> tuple[float, float]:
    """In a process of its own: processor seconds of one reading, and MB of memory that it took beyond the rest."""
    from zhiheng.kernels import reading

    reading.read(text[:2000])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    reading.read(text)
    return time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def growth(name: str, unit: str) -> Result:
    """How many times as long ten times as much hostile text takes; a bar that is missed is measured again, longer."""
    small, big = (HEAD + unit * (size // len(unit)) for size in SIZES)
    read(small)
    for runs in (3, 9):
        few, many, few_split, many_split = interleaved(
            runs,
            partial(read, small),
            partial(read, big),
            partial(split, small),
            partial(split, big),
            cpu=True,
        )
        if many / few <= LINEAR:
            break
    note = f"{few / few_split:,.0f} and {many / many_split:,.0f} × splitting; {many:.2f} s"
    return Result(f"100,000 characters of {name}", "10,000 of them", many / few, LINEAR, note=note)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--texts", type=Path, default=ROOT.parent / "shared" / "yardstick" / "texts")
    options = parser.parse_args()
    texts = documents(options.texts)
    long = ["\n".join([text] * 10) for text in texts]
    results = []

    each(read, texts)
    once, tenfold, splitting = interleaved(
        options.runs,
        partial(each, read, texts),
        partial(each, read, long),
        partial(each, split, texts),
        cpu=True,
    )
    results += [
        Result("five documents", "splitting them into sentences", once / splitting, None),
        Result("five documents, processor seconds", "one second", once, 1),
        Result("ten times the text", "the text once", tenfold / once, 11),
    ]

    whole = "\n".join(texts)
    large = (whole + "\n") * (2_000_000 // len(whole.encode()) + 1)
    size = len(large.encode()) / 1e6
    with get_context("spawn").Pool(1) as pool:
        seconds, memory = pool.apply(measured, (large,))
    (splitting,) = interleaved(options.runs, partial(split, large), cpu=True)
    results += [
        Result(f"a document of {size:.1f} MB, processor seconds", "one second", seconds, 20),
        Result("the same", "splitting it into sentences", seconds / splitting, None),
        # Everything found is kept with its words, so memory grows with the text; it must not grow faster.
        Result("memory for it, MB", "one MB of its text", memory / size, 100, note=f"{memory:.0f} MB"),
    ]

    results += [growth(name, unit) for name, unit in HOSTILE.items()]
    return show(results)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
