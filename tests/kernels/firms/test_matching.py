"""What people write for an enterprise, and which enterprise of a directory it may mean."""

from __future__ import annotations

import csv
import gzip
import random
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.firms import Directory, flat, organisation, take_apart

PLACES = frozenset({"甘肃省", "甘肃", "张掖市", "张掖", "甘州区", "河北省", "河北", "连云港市", "连云港"})
FIRMS = (
    ("A", "甘肃样例面粉有限责任公司", ("张掖县面粉厂",)),
    ("B", "张掖市晨光乳业(集团)股份有限公司", ()),
    ("C", "晨光乳业(虎林)有限公司", ()),
    ("D", "样例种业有限公司第一分公司", ()),
    ("E", "样例种业有限公司第二分公司", ()),
    ("F", "中国农业样板集团有限公司", ()),
    ("G", "甘州区样例企业01", ()),
    ("H", "甘州区样例企业02", ()),
)
DIRECTORY = Directory(FIRMS, PLACES)


@pytest.mark.parametrize(
    ("asked", "code", "score", "why"),
    [
        ("甘肃样例面粉有限责任公司", "A", 100, "same"),
        ("甘肃样例面粉有限责任公司\u3000", "A", 100, "same"),
        ("甘肃样例面粉 有限公司", "A", 95, "form"),
        ("样例面粉有限公司", "A", 88, "place"),
        ("甘肃省张掖市样例面粉有限责任公司", "A", 90, "place"),
        ("张掖县面粉厂", "A", 98, "former"),
        ("张掖市晨光乳业（集团）股份有限公司", "B", 100, "same"),
        ("张掖晨光乳业集团有限公司", "B", 95, "form"),
        ("样例种业有限公司第一分公司", "D", 100, "same"),
        ("甘州区样例企业02", "H", 100, "same"),
    ],
)
def test_what_is_written_leads_to_the_enterprise(asked: str, code: str, score: int, why: str) -> None:
    found = DIRECTORY.match(asked)[0]
    assert (found.code, found.score, found.why) == (code, score, why)


@pytest.mark.parametrize(
    ("asked", "not_meant"),
    [
        ("河北样例面粉有限责任公司", "A"),  # another province
        ("晨光乳业(大连)有限公司", "C"),  # another works of one group
        ("样例种业有限公司第三分公司", "D"),
        ("样例种业有限公司", "D"),  # the head is not its branch
        ("连云港市农业样板集团有限公司", "F"),
        ("甘州区样例企业03", "G"),
        ("全然不同有限公司", "A"),
        ("", "A"),
    ],
)
def test_what_is_another_enterprise_is_not_proposed(asked: str, not_meant: str) -> None:
    assert not_meant not in {m.code for m in DIRECTORY.match(asked)}


def test_only_one_enterprise_of_the_very_name_is_taken_for_the_same() -> None:
    twice = Directory((("A", "样例公司", ()), ("B", "样例公司", ()), ("C", "样例新公司", ("样例老公司",))))
    assert twice.same("样例公司") is None
    assert {m.code for m in twice.match("样例公司")} >= {"A", "B"}
    found = twice.same("样例老公司")
    assert found is not None
    assert (found.code, found.name, found.why) == ("C", "样例新公司", "former")
    assert len(twice) == 3


def test_two_codes_of_one_organisation() -> None:
    assert organisation("91620702YX00000169") == organisation(" 92620700yx00000160 ") == "YX0000016"
    assert organisation("") == organisation("620702100000001") == ""


@given(st.text(max_size=40))
def test_any_text_can_be_asked(text: str) -> None:
    for found in DIRECTORY.match(text):
        assert 60 <= found.score <= 100
    assert take_apart(text, PLACES).flat == flat(text)


@given(
    st.text(alphabet="甘肃样例面粉有限责任公司集团()（）［］〔〕0１一第店ＡｂC \u3000·省市县", max_size=30)
)
def test_flattening_twice_is_flattening_once(text: str) -> None:
    assert flat(flat(text)) == flat(text)


@given(st.sampled_from([n for _, n, _ in FIRMS]), st.integers(0, 30), st.sampled_from(" \u3000\t"))
def test_blanks_and_width_change_nothing(name: str, at: int, blank: str) -> None:
    wide = name.replace("(", "（").replace(")", "）")
    asked = wide[:at] + blank + wide[at:]
    assert DIRECTORY.match(asked)[0] == DIRECTORY.match(name)[0]


DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
LEADERS = DATA / "08_enterprises_codes" / "PubFirmLeader.csv"
GANSU = DATA / "08_enterprises_codes" / "gansu_registrations_1981_63rows.csv"


def _places() -> set[str]:
    raw = files("zhiheng.catalogue").joinpath("regions/divisions.csv.gz").read_bytes()
    rows = csv.DictReader(gzip.decompress(raw).decode("utf-8").splitlines())
    found: set[str] = set()
    for row in rows:
        if row["level"] != "township":
            found.add(row["name"])
        if row["level"] in {"province", "prefecture"}:
            found.add(row["short_name"])
    return found


@pytest.mark.skipif(not LEADERS.exists(), reason="the shared real lists are not on this machine")
def test_leading_firms_of_one_year_are_found_in_the_list_of_another() -> None:
    """National lists of leading agricultural firms: of those of 2023 that stand differently in 2025, what is proposed."""
    with LEADERS.open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    now = dict.fromkeys(flat(r["name"]) for r in rows if r["year"] == "2025")
    directory = Directory(((n, n, ()) for n in now), _places())
    asked = dict.fromkeys(r["name"] for r in rows if r["year"] == "2023")
    assert (len(now), len(asked)) == (2250, 1952)
    kinds: Counter[str] = Counter()
    for name in asked:
        found = directory.match(name)
        kinds[found[0].why if found else "none"] += 1
        if flat(name) in now:
            assert directory.same(name) is not None
    assert kinds["same"] == 1698
    assert 15 <= kinds["form"] <= 25, kinds
    assert kinds["place"] <= 8, kinds
    assert kinds["like"] <= 15, kinds


@pytest.mark.skipif(not GANSU.exists(), reason="the shared real lists are not on this machine")
def test_registrations_are_found_again_however_they_are_written() -> None:
    """63 Gansu registrations among 3,400 other firms, each asked as people write it."""
    with GANSU.open(encoding="utf-8") as handle:
        firms = [(r["uscc"], r["name"]) for r in csv.DictReader(handle)]
    with LEADERS.open(encoding="utf-8") as handle:
        others = {flat(r["name"]) for r in csv.DictReader(handle)}
    directory = Directory([*((c, n, ()) for c, n in firms), *((n, n, ()) for n in others)], _places())
    rng = random.Random(1981)
    hit = wrong = asked = 0
    for code, name in firms:
        at = rng.randrange(1, len(name))
        swapped = (
            name.replace("有限责任公司", "有限公司")
            if "有限责任公司" in name
            else name.replace("有限公司", "有限责任公司")
        )
        for variant in (
            name[:at] + "\u3000" + name[at:],
            swapped,
            name.replace("甘肃省", "").replace("甘肃", ""),
        ):
            asked += 1
            found = directory.match(variant)
            hit += bool(found) and found[0].code == code
            wrong += bool(found) and found[0].code != code
    assert asked == 189
    assert hit >= 0.97 * asked, (hit, wrong)
    assert wrong <= 3, wrong
