"""List the words of registers that have no English yet, the most used first.

    python scripts/label_words.py             counts, and the words that more than one register uses
    python scripts/label_words.py --all       every word
    python scripts/label_words.py KEY         those of one register

Labels, choices, units and hints of columns, the rules across columns and those of check sheets are messages like any
other: ``zhiheng/locale/en/LC_MESSAGES/django.po``, the declared Chinese word being the msgid (under the context 台账
where a page's own word reads otherwise). Titles of registers, what runs out, what leads to a record, the states and
moves of lifecycles carry their English in the declaration: the ``…_en`` beside them.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

if TYPE_CHECKING:
    from zhiheng.frame.registers.declare import Register


def words_of(register: Register) -> set[str]:
    """The Chinese words that pages show of a register and that the catalogue of messages has to know."""
    from compile_messages import CHINESE

    specs = [register.model_field(name) for name in register.names]
    told = [
        str(w) for s in specs for w in (s.verbose_name, s.help_text, *(label for _, label in s.flatchoices))
    ]
    told += [column.help for column in register.columns]
    told += [words for rule in register.rules for words in (rule.message, rule.fix)]
    if register.periodic is not None and (sheet := register.periodic.sheet) is not None:
        told += [rule.message for rule in sheet.rules]
    return {words for words in told if CHINESE.search(words)}


def declared(register: Register) -> Iterator[str]:
    """What stands in Chinese in the declaration and has no English beside it."""
    for name, attribute in (("label", "label_en"), ("about", "about_en")):
        if not getattr(register, attribute):
            yield f"{name}:{getattr(register, name)}"
    named = {
        "what": (*register.expiries, *register.rests_on, *register.planned, register.onsite, register.lookup),
        "label": (*register.opened_from, *register.followed_by, *register.proposals),
        "says": register.barred_by,
    }
    if (cycle := register.lifecycle) is not None:
        named["label"] += (cycle, *cycle.states, *cycle.moves, *cycle.clocks)
    for name, parts in named.items():
        for part in parts:
            if part is not None and getattr(part, name) and not getattr(part, f"{name}_en"):
                yield f"{name}:{getattr(part, name)}"


def main(*wanted: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.settings")
    import django

    django.setup()
    from compile_messages import read_po

    from zhiheng.frame.registers.declare import register_of, registers
    from zhiheng.frame.registers.wording import CONTEXT

    keys = [k for k in wanted if not k.startswith("--")]
    messages = read_po(ROOT / "zhiheng/locale/en/LC_MESSAGES/django.po")
    used: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    for register in [register_of(k) for k in keys] or list(registers().values()):
        used.update(words_of(register))
        lacking.update(declared(register))
    lacking.update(
        {w: n for w, n in used.items() if w not in messages and f"{CONTEXT}\x04{w}" not in messages}
    )
    for words, count in lacking.most_common():
        if count > 1 or keys or "--all" in wanted:
            sys.stdout.write(f"{count}\t{words}\n")
    sys.stdout.write(f"{len(used)} words, {len(lacking)} without English\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
