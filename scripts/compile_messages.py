"""Compile zhiheng/locale/*/LC_MESSAGES/django.po to .mo, without the gettext tools.

    python scripts/compile_messages.py            write the .mo files
    python scripts/compile_messages.py --check    exit 1 when a .mo is stale or a text has no translation

The check reads the texts from the sources themselves: ``{% translate "…" %}``, ``{% blocktranslate %}`` and
``_("…")`` in templates, and calls of the gettext functions in Python. Only Chinese texts are asked for.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "zhiheng"

SIMPLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
TAG = re.compile(r"""\{%\s*(?:translate|trans)\s+(?:"([^"]+)"|'([^']+)')(?:\s+context\s+["']([^"']+)["'])?""")
IN_FILTER = re.compile(r"""_\(\s*(?:"([^"]+)"|'([^']+)')\s*\)""")
BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b([^%]*)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


class BrokenCatalogue(ValueError):
    """A .po file cannot be read; says the file, the line and what was expected."""


def read_po(path: Path) -> dict[str, str]:
    """Message key (``context\\x04msgid`` where there is a context) → translation; untranslated ones left out.

    The sources ask for no plural forms, since Chinese has none; where a text of Django's is worded anew that has them,
    ``msgid_plural`` and ``msgstr[0]`` stand in the file and the key is ``msgid\\0msgid_plural``.
    """
    messages: dict[str, str] = {}
    entry: dict[str, str] = {}
    field = ""

    def close(line_no: int) -> None:
        if "msgid" not in entry:
            return
        key = (entry["msgctxt"] + "\x04" if entry.get("msgctxt") else "") + entry["msgid"]
        if entry.get("msgid_plural"):
            key += "\0" + entry["msgid_plural"]
        if key in messages:
            raise BrokenCatalogue(f"{path}:{line_no}: {entry['msgid']!r} stands twice; remove one.")
        if entry.get("msgstr"):
            messages[key] = entry["msgstr"]
        entry.clear()

    for number, raw in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        line = raw.strip()
        if line.startswith("#"):
            continue
        if not line:
            close(number)
            continue
        match = re.match(r'^(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[0\])?\s+)?(".*")$', line)
        if not match:
            raise BrokenCatalogue(
                f"{path}:{number}: expected msgctxt, msgid or msgstr with a quoted text, got {line!r}"
            )
        if match[1]:
            if match[1] in entry or (match[1] == "msgctxt" and "msgid" in entry):
                close(number)
            field = match[1]
        try:
            entry[field] = entry.get(field, "") + ast.literal_eval(match[2])
        except (SyntaxError, ValueError) as error:
            raise BrokenCatalogue(
                f"{path}:{number}: the quoted text is not closed or escaped rightly"
            ) from error
    return messages


def compile_mo(messages: dict[str, str]) -> bytes:
    """The GNU .mo form: magic, tables of lengths and offsets, texts ended by NUL, keys in byte order."""
    pairs = sorted((k.encode(), v.encode()) for k, v in messages.items())
    start = 28 + 16 * len(pairs)
    keys = b"".join(k + b"\0" for k, _ in pairs)
    key_table, value_table = b"", b""
    at, then = start, start + len(keys)
    for key, value in pairs:
        key_table += struct.pack("<2I", len(key), at)
        value_table += struct.pack("<2I", len(value), then)
        at += len(key) + 1
        then += len(value) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + key_table + value_table + keys + b"".join(v + b"\0" for _, v in pairs)


def texts_of(path: Path) -> Iterator[str]:
    """Keys of the texts that a source asks to have translated."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        for double, single, context in TAG.findall(source):
            yield (context + "\x04" if context else "") + (double or single)
        for double, single in IN_FILTER.findall(source):
            yield double or single
        for options, body in BLOCK.findall(source):
            text = re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", body.replace("%", "%%"))
            yield (
                " ".join(part.strip() for part in text.strip().splitlines()) if "trimmed" in options else text
            )
        return
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        values = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if node.func.id in SIMPLE and values:
            yield values[0]
        elif node.func.id in WITH_CONTEXT and len(values) == 2:
            yield "\x04".join(values)


def missing(messages: dict[str, str], package: Path = PACKAGE) -> list[str]:
    """``file: text`` for every Chinese text without a translation."""
    found = []
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.html")]):
        for text in dict.fromkeys(texts_of(path)):
            if CHINESE.search(text) and text not in messages:
                found.append(f"{path.relative_to(package)}: {text}")
    return found


def main(check: bool) -> int:
    problems = []
    for path in sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/django.po")):
        messages = read_po(path)
        compiled, target = compile_mo(messages), path.with_suffix(".mo")
        if check:
            if not target.exists() or target.read_bytes() != compiled:
                problems.append(
                    f"{target.relative_to(ROOT)} is stale: run python scripts/compile_messages.py"
                )
            if path.parts[-3] == "en":  # the other catalogues only word texts of Django's anew
                problems += missing(messages)
        else:
            target.write_bytes(compiled)
            sys.stdout.write(f"{target.relative_to(ROOT)}: {len(messages) - ('' in messages)} texts\n")
    for problem in problems:
        sys.stderr.write(problem + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
