"""The English texts are complete and compiled, and the compiler that needs no gettext tools is right."""

from __future__ import annotations

import gettext
import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from scripts import compile_messages as cm
from scripts import label_words
from zhiheng.faces.shell import formats
from zhiheng.frame.lifecycles.declare import lifecycles
from zhiheng.frame.registers.declare import registers
from zhiheng.frame.registers.wording import CONTEXT, heading
from zhiheng.judgement.indicators.catalogue import packaged
from zhiheng.kernels.intake import RULES
from zhiheng.kernels.rules import Certainty

PO = cm.PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("face", ["shell", "desk", "portal"])
def test_every_text_of_the_pages_has_english(face: str) -> None:
    assert cm.missing(cm.read_po(PO), cm.PACKAGE / "faces" / face) == []


def test_names_kept_in_code_have_english() -> None:
    """Kinds of objects in the trail, certainty of rules, repairs of an import: translated where they are shown."""
    known = cm.read_po(PO)
    kinds = {m for m in apps.get_models() if m.__module__.startswith("zhiheng.")}
    # A register's record is named by the declaration, which has both languages.
    names = [str(m._meta.verbose_name) for m in kinds - {r.model for r in registers().values()}]
    names += [c.label for c in Certainty]
    names += RULES.values()
    assert [n for n in names if cm.CHINESE.search(n) and n not in known] == []


def test_lifecycles_and_registers_have_english() -> None:
    lacking = [
        f"{lifecycle.key}: {part.label}"
        for lifecycle in lifecycles().values()
        for part in (lifecycle, *lifecycle.states, *lifecycle.moves, *lifecycle.clocks)
        if not part.label_en
    ]
    lacking += [r.key for r in registers().values() if not (r.label_en and r.about_en)]
    assert lifecycles() and registers()
    assert lacking == []


def test_words_of_registers_have_english() -> None:
    """`scripts/label_words.py KEY` lists what a register lacks."""
    known = cm.read_po(PO)
    lacking = {
        register.key: sorted(
            {w for w in label_words.words_of(register) if w not in known and f"{CONTEXT}\x04{w}" not in known}
            | set(label_words.declared(register))
        )
        for register in registers().values()
    }
    assert {key: words for key, words in lacking.items() if words} == {}


def test_no_two_columns_of_a_register_have_one_english_name() -> None:
    with translation.override("en"):
        twice = {
            register.key: names
            for register in registers().values()
            if (names := _twice(heading(register, name) for name in register.names))
        }
    assert twice == {}


def test_units_of_indicators_have_english() -> None:
    with translation.override("en"):
        said = {formats.unit(one.unit) for one in packaged()}
    assert [words for words in said if cm.CHINESE.search(words)] == []


def _twice(words: Iterable[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def test_the_compiled_file_is_fresh() -> None:
    assert PO.with_suffix(".mo").read_bytes() == cm.compile_mo(cm.read_po(PO)), (
        "run python scripts/compile_messages.py"
    )


def test_places_for_values_agree() -> None:
    import re

    place = re.compile(r"%\(\w+\)s")
    for key, text in cm.read_po(PO).items():
        assert set(place.findall(key)) == set(place.findall(text)), key


texts = st.text(
    st.characters(blacklist_characters="\0\x04", blacklist_categories=("Cs",)), min_size=1, max_size=20
)


@given(st.dictionaries(texts, texts, max_size=12))
def test_gettext_reads_what_is_written(messages: dict[str, str]) -> None:
    head = {"": "Content-Type: text/plain; charset=UTF-8\n"}
    found = gettext.GNUTranslations(io.BytesIO(cm.compile_mo(head | messages)))
    assert all(found.gettext(key) == text for key, text in messages.items())


def test_contexts_and_continued_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_text(
        'msgctxt "变化"\nmsgid "上升"\nmsgstr "up"\n\nmsgid ""\n"甲"\n"乙"\nmsgstr "a "\n"b"\n', "utf-8"
    )
    assert cm.read_po(path) == {"变化\x04上升": "up", "甲乙": "a b"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('msgid "甲"\nmsgstr "a"\n\nmsgid "甲"\nmsgstr "b"\n', "twice"),
        ("msgid 甲\n", "x.po:1"),
        ('msgid "甲"\nmsgstr "a"b"\n', "x.po:2"),
    ],
)
def test_a_broken_catalogue_names_the_place(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "x.po"
    path.write_text(content, "utf-8")
    with pytest.raises(cm.BrokenCatalogue, match=says):
        cm.read_po(path)


def test_texts_are_found_where_they_are_asked_for(tmp_path: Path) -> None:
    page, code = tmp_path / "a.html", tmp_path / "b.py"
    page.write_text(
        "{% translate '甲' %}{{ x|default:_(\"乙\") }}{% blocktranslate trimmed with n=m %}\n 共 {{ n }} 条\n{% endblocktranslate %}",
        "utf-8",
    )
    code.write_text(
        'from x import gettext as _, pgettext\n_("丙")\npgettext("变化", "丁")\nprint("戊")\n', "utf-8"
    )
    assert sorted(cm.missing({}, tmp_path)) == [
        "a.html: 乙",
        "a.html: 共 %(n)s 条",
        "a.html: 甲",
        "b.py: 丙",
        "b.py: 变化\x04丁",
    ]
