"""Write docs/coverage.md: what of the requirements and indicators this version serves, and what tests it.

    python scripts/coverage.py            write the page
    python scripts/coverage.py --check    exit 1 when the page is stale or names something that does not exist

Data: docs/coverage.yaml, ``Register.requirement`` of every register, and the indicator catalogue.
"""

from __future__ import annotations

import ast
import functools
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "docs" / "coverage.yaml"
PAGE = ROOT / "docs" / "coverage.md"
STATUSES = ("served", "partly", "not yet")
# What the departments know: each of these codes has something that serves it, and a test that shows it.
BOUND_AREAS = frozenset(
    ["SUP", "PER", "ENT", "STD", "MET", "CER", "LAB", "BRD", "ENG", "SRV", "ENV", "TAL", "FND", "ORG"]
)
BOUND_CODES = frozenset({"R-AWD-03", "R-IND-01", "R-IND-03", "R-IND-04", "R-IND-05"})
UNREAD = "not looked through yet"
COMPUTED = {"simple", "ratio", "derived", "cumulative"}


@dataclass(frozen=True)
class Requirement:
    """One code: its status, what serves it (``kind name``), the indicators that feed on it, tests, what it lacks."""

    code: str
    status: str
    by: tuple[str, ...]
    figures: tuple[str, ...]
    tests: tuple[str, ...]
    lacks: str


@dataclass(frozen=True)
class Answer:
    """One indicator code asked for: how it is answered and by which definitions."""

    code: str
    status: str
    computed: tuple[str, ...]
    reported: tuple[str, ...]


def requirements(data: dict[str, Any]) -> list[Requirement]:
    """All codes of the list in its order, with what the code itself says of them."""
    from zhiheng.frame.registers.declare import registers
    from zhiheng.judgement.indicators.catalogue import catalogue

    keys: dict[str, list[str]] = {}
    tests: dict[str, list[str]] = {}
    for register in registers().values():
        room = type(register).__module__.split(".")[2]
        for code in register.requirement:
            keys.setdefault(code, []).append(f"register {register.key}")
            tests.setdefault(code, []).append(_test_of(room, register.key))
    figures: dict[str, list[str]] = {}
    for one in catalogue():
        for code in one.source.requirement.replace(",", " ").split():
            figures.setdefault(code, []).append(one.code)
    found = []
    for code, entry in data["requirements"].items():
        by = (*keys.get(code, ()), *entry.get("by", ()))
        found.append(
            Requirement(
                code=code,
                status=entry.get("status", "partly" if by else "not yet"),
                by=by,
                figures=tuple(dict.fromkeys(figures.get(code, ()))),
                tests=tuple(dict.fromkeys((*tests.get(code, ()), *entry.get("tests", ())))),
                lacks=entry.get("lacks", "" if entry or not by else UNREAD),
            )
        )
    return found


@functools.cache
def _test_of(room: str, key: str) -> str:
    """The file that holds the register's test class; the usual name when there is none yet."""
    folder = ROOT / "tests" / "records" / room
    for path in sorted(folder.glob("test_*.py")):
        if f'key = "{key}"' in path.read_text(encoding="utf-8"):
            return path.relative_to(ROOT).as_posix()
    return f"tests/records/{room}/test_registers.py"


def answers(data: dict[str, Any]) -> list[Answer]:
    """Every indicator code asked for; a variant (``G03_events``) answers for its base code (``G03``)."""
    from zhiheng.judgement.indicators.catalogue import catalogue

    kinds: dict[str, dict[str, str]] = {}
    for one in catalogue():
        kinds.setdefault(one.code.split("_")[0], {})[one.code] = one.kind
    found = []
    for code in (code for row in data["indicators"] for code in row):
        held = kinds.get(code, {})
        computed = tuple(c for c, kind in held.items() if kind in COMPUTED)
        reported = tuple(c for c, kind in held.items() if kind == "reported")
        status = "computed" if computed else "reported" if reported else "not yet defined"
        found.append(Answer(code, status, computed, reported))
    return found


def faults(data: dict[str, Any]) -> list[str]:
    """What the list says that is not so: names, files and statuses, one line each."""
    import typer
    from django.urls import get_resolver

    from zhiheng.faces.commands import main as console
    from zhiheng.frame.lifecycles.declare import lifecycles
    from zhiheng.frame.registers.declare import registers

    if not console.app.registered_commands:
        console._commands()
    commands = _commands(typer.main.get_group(console.app))
    known: dict[str, set[str]] = {
        "page": set(_pages(get_resolver())),
        "lifecycle": set(lifecycles()),
        "command": commands,
        "register": set(registers()),
    }
    found = []
    for one in requirements(data):
        if one.status not in STATUSES:
            found.append(f"{one.code}: no status {one.status!r}")
        if one.status == "partly" and not one.lacks:
            found.append(f"{one.code}: partly, but nothing is said to be lacking")
        if one.status != "not yet" and not (one.by and one.tests):
            found.append(f"{one.code}: {one.status}, but nothing that serves or tests it is named")
        for named in one.by:
            kind, _, name = named.partition(" ")
            if name not in known.get(kind, ()):
                found.append(f"{one.code}: there is no {named!r}")
        if bound(one.code):
            if not (one.by and one.tests):
                found.append(f"{one.code}: no register, lifecycle or page serves it, or no test shows it")
            if one.lacks == UNREAD:
                found.append(f"{one.code}: {UNREAD}")
        found += [f"{one.code}: {wrong}" for test in one.tests if (wrong := _no_test(test))]
    listed = data["requirements"].keys()
    for register in registers().values():
        found += [
            f"register {register.key}: unknown requirement {c}"
            for c in register.requirement
            if c not in listed
        ]
    return found


def bound(code: str) -> bool:
    """Whether the code belongs to the areas that must be complete."""
    return code in BOUND_CODES or code.split("-")[1] in BOUND_AREAS


@functools.cache
def _no_test(named: str) -> str:
    """What is wrong with a test's name, ``file`` or ``file::function`` or ``file::Class::function``; empty: nothing."""
    name, *inside = named.split("::")
    if not (ROOT / name).is_file():
        return f"no file {name}"
    held: list[ast.stmt] = ast.parse((ROOT / name).read_text("utf-8")).body
    for part in inside:
        kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        found = next((node for node in held if isinstance(node, kinds) and node.name == part), None)
        if found is None:
            return f"no test {part} in {name}"
        held = found.body
    return ""


def _commands(group: Any, before: str = "") -> set[str]:
    """Every command of the console script, as the words that are typed."""
    found: set[str] = set()
    for name, command in group.commands.items():
        words = f"{before} {name}".strip()
        found |= _commands(command, words) if hasattr(command, "commands") else {words}
    return found


def _pages(resolver: Any, before: str = "") -> Iterator[str]:
    """Names of all addresses with their namespaces."""
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            yield from _pages(each, f"{before}{each.namespace}:" if each.namespace else before)
        elif each.name:
            yield f"{before}{each.name}"


def page(data: dict[str, Any]) -> str:
    """The page's text."""
    needs, figures = requirements(data), answers(data)
    lines = [
        "# What is covered",
        "",
        "Written by `scripts/coverage.py` from `docs/coverage.yaml`, the registers' own `requirement` and the indicator",
        "catalogue; a test fails when it is stale or names something that does not exist. *Partly* says what is lacking.",
        "Figures alone do not make a requirement served: a reported indicator can be entered with evidence, no more.",
        "",
        "## Requirements",
        "",
    ]
    count = Counter(n.status for n in needs)
    lines += [f"{len(needs)} codes: " + ", ".join(f"{count[s]} {s}" for s in STATUSES) + ".", ""]
    lines += ["| code | status | served by | figures | tests | lacks |", "|---|---|---|---|---|---|"]
    for n in needs:
        tests = " ".join(f"[{t.removeprefix('tests/')}](../{t.split('::')[0]})" for t in n.tests)
        by = ", ".join(f"{kind} `{name}`" for kind, _, name in (b.partition(" ") for b in n.by))
        lines.append(f"| {n.code} | {n.status} | {by} | {', '.join(n.figures)} | {tests} | {n.lacks} |")
    count = Counter(a.status for a in figures)
    kinds = ("computed", "reported", "not yet defined")
    lines += ["", "## Indicators", ""]
    lines += [
        f"{len(figures)} codes: "
        + ", ".join(f"{count[k]} {k}" for k in kinds)
        + ". Computed: from the records of a",
        "register; reported: entered with evidence by the unit that owes it. A code may have several definitions.",
        "",
        "| code | status | computed | reported |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {a.code} | {a.status} | {', '.join(a.computed)} | {', '.join(a.reported)} |" for a in figures
    ]
    return "\n".join(lines) + "\n"


def read() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DATA.read_text("utf-8"))
    return found


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.settings")
    import django

    django.setup()
    data = read()
    wrong = faults(data)
    text = page(data)
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, "utf-8")
    elif not PAGE.is_file() or PAGE.read_text("utf-8") != text:
        wrong.append("docs/coverage.md is stale: run python scripts/coverage.py")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
