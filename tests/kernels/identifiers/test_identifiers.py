"""Credit codes and barcodes: what is doubted, and what is said to be right."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.identifiers import (
    code_check,
    credit_code_doubt,
    gtin_check,
    gtin_doubt,
    organisation_check,
)
from zhiheng.kernels.identifiers.credit_codes import ALPHABET, is_right

# Published as valid; the last one is valid in law and fails its check.
GOOD = ("914403001922038216", "91330100799655058B", "9144030071526726XG", "91110000802100433B")


@pytest.mark.parametrize("code", GOOD)
def test_published_codes_are_not_doubted(code: str) -> None:
    assert credit_code_doubt(code) is None
    assert code_check(code[:17]) == code[17]
    assert organisation_check(code[8:16]) == code[16]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("91350100M0001TGQXM", "按前 17 位应为“1”"),
        ("914403001922038217", "按前 17 位应为“6”"),
        ("91440300192203821", "有 17 位"),
        ("620700100001234", "原工商注册号"),
        ("19220382-1", "原组织机构代码"),
        ("914403001922O38216", "可能是“914403001922038216”"),
        ("910099001922038216", "不是行政区划代码"),
        ("A2AB03001922038216", "不是行政区划代码"),
    ],
)
def test_what_is_wrong_and_what_would_be_right(code: str, said: str) -> None:
    assert said in (credit_code_doubt(code) or "")


def _codes(place: str) -> st.SearchStrategy[str]:
    def whole(parts: tuple[str, str]) -> str:
        head, organisation = parts
        body = f"{head}{place}{organisation}{organisation_check(organisation)}"
        return body + code_check(body)

    return st.tuples(
        st.sampled_from(["91", "12", "52", "93"]), st.text("0123456789ABCDEFGH", min_size=8, max_size=8)
    ).map(whole)


@given(_codes("620700"), st.integers(8, 17), st.sampled_from(ALPHABET))
def test_one_character_more_or_less_is_noticed(code: str, at: int, other: str) -> None:
    assert credit_code_doubt(code) is None
    changed = code[:at] + other + code[at + 1 :]
    assert (credit_code_doubt(changed) is None) == (changed == code)


@given(_codes("620700"), st.integers(0, 17), st.characters())
def test_the_short_look_finds_what_the_long_one_finds(code: str, at: int, other: str) -> None:
    changed = (code[:at] + other + code[at + 1 :]).upper()
    assert is_right(code)
    assert is_right(changed) == (changed == code)


@given(_codes("152201"))
def test_former_and_wider_divisions_are_taken(code: str) -> None:
    assert credit_code_doubt(code) is None


@given(st.integers(0, 10**12 - 1), st.integers(0, 9))
def test_barcodes(body: int, last: int) -> None:
    code = f"{body:012d}"
    said = gtin_doubt(f"{code}{last}")
    assert (said is None) == (str(last) == gtin_check(code))
    assert said is None or f"应为“{gtin_check(code)}”" in said


@pytest.mark.parametrize("code", ["B0012345", "690123456", "6901234567892\n6901234567893"])
def test_what_is_no_barcode(code: str) -> None:
    assert gtin_doubt(code)


SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "08_enterprises_codes"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data folder does not lie beside the project")
@pytest.mark.parametrize("name", ["uscc_valid_from_python_stdnum.csv", "gansu_registrations_1981_63rows.csv"])
def test_all_published_codes(name: str) -> None:
    with (SHARED / name).open(encoding="utf-8-sig") as file:
        codes = [row["uscc"] for row in csv.DictReader(file) if row["uscc"]]
    assert len(codes) >= 63
    assert not [code for code in codes if credit_code_doubt(code)]
