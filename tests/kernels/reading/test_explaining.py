"""Every rule, step and doubt of a reading has words for people."""

from __future__ import annotations

import importlib.util
import json
import re
from importlib import resources
from pathlib import Path

import pytest

from tests.kernels.reading.test_sentences import FOLDER, cases
from zhiheng.kernels.reading import CERTAIN, Reading, confidence, doubts, explain, read, steps

EXAMPLE = resources.files("zhiheng").joinpath("catalogue", "examples", "example_county_plan.txt")
YARDSTICK = Path(__file__).resolve().parents[4] / "shared" / "yardstick"
KERNEL = Path(read.__code__.co_filename).parent
STEP = re.compile(r"\.step\(\s*\"([a-z-]+)\"")


def said(reading: Reading) -> set[str]:
    rules = {cite.rule for cite in reading.document.cites}
    for group in (reading.sections, reading.figures, reading.duties, reading.obligations, reading.phases):
        for item in group:
            rules |= {item.rule, *item.steps}
    return rules


def test_everything_said_of_the_example_has_words() -> None:
    for rule in said(read(EXAMPLE.read_text(encoding="utf-8"))):
        step = explain(rule)
        assert step.label and step.label_en


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_everything_said_of_our_sentences_has_words(path: Path) -> None:
    for heading, sentence, _ in cases(path.stem):
        reading = read(f"一、{heading}\n{sentence}\n示例县人民政府\n2024年3月5日\n")
        for rule in said(reading):
            explain(rule)
        for figure in reading.figures:
            assert 0 <= confidence(figure.doubts) <= 1


def test_every_step_named_in_the_grammar_has_words() -> None:
    named = {key for path in KERNEL.glob("*.py") for key in STEP.findall(path.read_text(encoding="utf-8"))}
    assert len(named) >= 20 and named <= steps().keys()


def test_parts_are_put_together_and_an_unknown_rule_is_an_error() -> None:
    assert explain("cn.heading.run-in").label == f"{steps()['cn'].label}，{steps()['heading.run-in'].label}"
    with pytest.raises(KeyError):
        explain("no-such-rule")


def test_labels_say_different_things() -> None:
    labels = [step.label for step in steps().values()]
    assert len(set(labels)) == len(labels)


def test_a_plain_target_is_certain_and_a_guess_is_not() -> None:
    text = "一、目标\n到2027年，农产品抽检合格率达到98%以上。\n二、任务\n完成整改，示范店12家。\n"
    plain, guess = read(text).figures
    assert confidence(plain.doubts) >= CERTAIN > confidence(guess.doubts)
    assert set(guess.doubts) <= doubts().keys()
    assert plain.steps[0] == "deadline-in-sentence" or "deadline-in-clause" in plain.steps


@pytest.mark.skipif(
    not YARDSTICK.is_dir(), reason="the labelled documents (../shared/yardstick) are not on this machine"
)
def test_what_is_certain_is_right_and_is_most_of_it() -> None:
    """Of the figures of the labelled documents, those without serious doubts: >= 60 %, right in >= 97 %."""
    spec = importlib.util.spec_from_file_location("score_reading", YARDSTICK / "score_reading.py")
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    total = certain = right = 0
    for path in sorted((YARDSTICK / "labels").glob("*.json")):
        text = (YARDSTICK / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        labels = json.loads(path.read_text(encoding="utf-8"))["figures"]
        for row in read(text).to_json()["figures"]:
            total += 1
            if confidence(row["doubts"]) < CERTAIN:
                continue
            certain += 1
            right += any(
                label["value"] == row["value"]
                and scorer.overlap(scorer.span(text, label), scorer.span(text, row))
                and scorer.same_figure(label, row) is None
                for label in labels
            )
    assert certain >= 0.6 * total and right >= 0.97 * certain, (total, certain, right)
