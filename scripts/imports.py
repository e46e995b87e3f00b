"""Write docs/imports.md: what the import made of the real files that lie beside the project.

python scripts/imports.py             take every file into a database of its own and write the page
python scripts/imports.py --json F    and keep the counts, to compare runs
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "imports.md"
sys.path.insert(0, str(ROOT))

HEAD = """# Real files through the import

Written by `scripts/imports.py`; do not edit. The files are public ones that lie in `shared/data` beside the project and
never in it. Each went through the import that anyone uses (`zhiheng load register`, or 台账 → 导入): read, checked,
what only a person can know said once for the file (which column is which, one value for all rows, what an ambiguous name
means), good rows registered, the others returned with their reasons. Nothing was edited beforehand. How each was taken is
in `bench/real_files.py`.

| file | register | rows | new | changed | same | refused | doubted | repaired |
|---|---|---:|---:|---:|---:|---:|---:|---|
"""


def main() -> int:
    from bench.real_files import DATA, present
    from bench.taking import Taken, take

    if not DATA.is_dir():
        print(f"没有 {DATA}:真实数据不在项目旁边,没有写 {PAGE}。", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as home:
        os.environ["ZHIHENG_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.settings")
        import django

        django.setup()
        from zhiheng.faces.commands.database import bring_up_to_date
        from zhiheng.frame.regions.loader import load_divisions
        from zhiheng.frame.registers.declare import register_of

        bring_up_to_date()
        load_divisions(townships=False)
        taken: list[Taken] = []
        for case, path in present():
            taken.append(take(case, path))
            t = taken[-1]
            print(f"{t.name}: {t.rows} rows, {t.new} new, {t.refused} refused {t.failure}", file=sys.stderr)
        labels = {t.case.register: register_of(t.case.register).label for t in taken}
    PAGE.write_text(HEAD + _page(taken, labels), encoding="utf-8")
    if "--json" in sys.argv:
        counts = [{k: v for k, v in vars(t).items() if k != "case"} for t in taken]
        Path(sys.argv[sys.argv.index("--json") + 1]).write_text(
            json.dumps(counts, ensure_ascii=False, indent=1)
        )
    return 0


def _page(taken: list, labels: dict[str, str]) -> str:
    by_title: dict[str, list] = {}
    for one in taken:
        by_title.setdefault(one.case.title, []).append(one)
    rows, notes = [], []
    total = dict.fromkeys(("rows", "new", "changed", "same", "refused", "doubted"), 0)
    for title, group in by_title.items():
        case = group[0].case
        sums = {k: sum(getattr(t, k) for t in group) for k in total}
        for k, v in sums.items():
            total[k] += v
        repairs: dict[str, int] = {}
        for t in group:
            for rule, n in t.repairs.items():
                repairs[rule] = repairs.get(rule, 0) + n
        said = "; ".join(f"{rule} {n:,}" for rule, n in sorted(repairs.items(), key=lambda r: -r[1]))
        failed = [t for t in group if t.failure]
        files = f"{title}" + (f" ({len(group)} files)" if len(group) > 1 else "")
        numbers = " | ".join(f"{v:,}" for v in sums.values())
        if len(failed) == len(group):
            numbers = " | ".join(["not read"] * 6)
        rows.append(f"| {files} | {labels[case.register]} | {numbers} | {said} |")
        notes += _notes(title, group)
    rows.append(f"| **all** | | {' | '.join(f'**{v:,}**' for v in total.values())} | |")
    return "\n".join(rows) + "\n\n## Why rows were refused or doubted\n\n" + "\n".join(notes) + "\n"


def _notes(title: str, group: list) -> list[str]:
    found = [f"### {title}", ""]
    if group[0].case.remark:
        found += [group[0].case.remark, ""]
    for t in group:
        for doubt in t.doubts:
            found.append(f"- `{t.name}`: {doubt}")
        if t.failure:
            found.append(f"- `{t.name}`: {t.failure}")
    why: dict[tuple[str, str], tuple[int, str]] = {}
    for t in group:
        for label, message, count, example in t.why:
            n, shown = why.get((label, message), (0, example))
            why[label, message] = (n + count, shown)
    for (label, message), (n, example) in sorted(why.items(), key=lambda w: -w[1][0]):
        found.append(f"- {label or '整行'}:{message},{n:,} 处" + (f",如 {example}" if example else ""))
    return [*found, ""] if len(found) > 2 else []


if __name__ == "__main__":
    sys.exit(main())
