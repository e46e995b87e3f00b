"""List the labels, choices and hints of registers that have no English word yet, the most used first.

    python scripts/label_words.py             counts, and the words that more than one register uses
    python scripts/label_words.py --all       every word
    python scripts/label_words.py KEY         those of one register

They are messages like any other: ``zhiheng/locale/en/LC_MESSAGES/django.po``, the declared Chinese word being the msgid.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]


def main(*wanted: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.settings")
    import django

    django.setup()
    from compile_messages import CHINESE, read_po

    from zhiheng.frame.registers.declare import register_of, registers

    keys = [k for k in wanted if not k.startswith("--")]
    messages = read_po(ROOT / "zhiheng/locale/en/LC_MESSAGES/django.po")
    used: Counter[str] = Counter()
    for register in [register_of(k) for k in keys] or list(registers().values()):
        for spec in map(register.model_field, register.names):
            words = [str(spec.verbose_name), str(spec.help_text), *(str(w) for _, w in spec.flatchoices)]
            used.update(w for w in words if CHINESE.search(w))
    lacking = [(word, count) for word, count in used.most_common() if word not in messages]
    for word, count in lacking:
        if count > 1 or keys or "--all" in wanted:
            sys.stdout.write(f"{count}\t{word}\n")
    sys.stdout.write(f"{len(used)} words, {len(lacking)} without English\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
