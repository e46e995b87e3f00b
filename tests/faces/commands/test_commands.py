"""Commands: what people and programs get, and how a wrong one is refused: on stderr, in Chinese, nothing written."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.people import CITY, COUNTY, regions
from zhiheng.faces.commands.main import run
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import ImportSession
from zhiheng.frame.trail.models import Entry
from zhiheng.judgement.indicators.engine import forget
from zhiheng.kernels import programmes as kernel
from zhiheng.kernels.intake import export_workbook
from zhiheng.records.drafts.models import Draft, Item
from zhiheng.records.programmes.models import Programme

Command = Callable[..., tuple[int, str, str]]
CHINESE = re.compile("[\u4e00-\u9fff]")
PLAN = """样例市质量提升行动方案

一、总体要求

坚持质量第一。

二、主要目标

到2025年,产品质量监督抽查合格率达到95%以上。

三、重点任务

(一)加强监管。强化日常检查。(牵头单位:市市场监管局;配合单位:市工信局)
"""


@pytest.fixture
def zhiheng(db: None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """``zhiheng(*words)`` -> exit code, stdout, stderr."""
    forget()
    regions()

    def call(*words: object) -> tuple[int, str, str]:
        capfd.readouterr()
        monkeypatch.setattr(sys, "argv", ["zhiheng", *map(str, words)])
        code = 0
        try:
            run()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        said = capfd.readouterr()
        return code, said.out, said.err

    return call


def refused(answer: tuple[int, str, str], *words: str) -> None:
    code, _, err = answer
    assert code != 0
    assert err.startswith("错误："), err
    assert CHINESE.search(err)
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) <= 5, err
    for word in words:
        assert word in err


def titles(path: Path, *, headers: bool = True) -> Path:
    register = register_of("titles")
    rows = [{"code": "CH-1", "region": COUNTY, "kind": "famous_provincial", "name": "样例茶"}]
    path.write_bytes(export_workbook(register.specs(), rows if headers else []))
    return path


def test_read_gives_every_part_with_its_place(zhiheng: Command, tmp_path: Path) -> None:
    file = tmp_path / "方案.txt"
    file.write_text(PLAN, "utf-8")
    code, out, _ = zhiheng("read", file, "--out", tmp_path / "out", "--json")
    assert code == 0
    found = json.loads(out)["方案.txt"]
    assert json.loads((tmp_path / "out" / "方案.json").read_text("utf-8")) == found
    code, out, _ = zhiheng("read", file)
    assert code == 0
    assert "方案.txt" in out


def test_read_says_which_file_it_could_not_read(zhiheng: Command, tmp_path: Path) -> None:
    good, empty, binary = tmp_path / "好.txt", tmp_path / "空.txt", tmp_path / "图.txt"
    good.write_text(PLAN, "utf-8")
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 20)
    refused(zhiheng("read", tmp_path / "没有.txt"), "没有.txt", "检查路径")
    refused(zhiheng("read", empty), "空.txt")
    refused(zhiheng("read", binary), "图.txt")
    answer = zhiheng("read", good, empty, "--out", tmp_path / "out")
    refused(answer, "空.txt")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["好.json"], "the good file is read all the same"


def test_read_of_a_text_without_outline_says_so(zhiheng: Command, tmp_path: Path) -> None:
    plain = tmp_path / "便条.txt"
    plain.write_text("今天下午三点开会,请准时参加。\n", "utf-8")
    code, out, err = zhiheng("read", plain)
    assert CHINESE.search(out + err)
    assert code == 0 or "便条.txt" in err


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("measure", "P01", "--region", "999999", "--period", "2016"), ["999999"]),
        (("measure", "P01", "--region", COUNTY, "--period", "二〇"), ["二〇"]),
        (("measure", "NOPE", "--region", COUNTY, "--period", "2016"), ["NOPE"]),
        (("measure", "P01", "--region", COUNTY, "--period", "2016", "--as-of", "soon"), ["--as-of", "soon"]),
        (("measure", "P01", "--period", "2016"), ["--region"]),
        (("measure", "P01", "--region", COUNTY, "--perod", "2016"), ["--perod"]),
        (("attain", "nope", "--period", "2016"), ["nope", "zhiheng load programme"]),
        (("assess", "--region", "999999", "--period", "2012"), ["999999"]),
        (("assess", "--region", CITY, "--period", "昨天"), ["昨天"]),
        (("assess", "--region", CITY, "--period", "2016", "--scheme", "nope"), ["nope"]),
        (("report", "quarterly", "--region", CITY, "--period", "2016", "-o", "x.docx"), ["2016", "2012Q3"]),
        (("report", "weekly", "--region", CITY, "--period", "2016Q1", "-o", "x.docx"), ["weekly"]),
        (("report", "yearly", "--region", "999999", "--period", "2016", "-o", "x.docx"), ["999999"]),
        (("load", "programme", "nope"), ["nope"]),
        (("load", "register", "title", "x.xlsx", "--region", COUNTY), ["x.xlsx"]),
        (("load", "document", "x.txt", "--key", "k", "--region", CITY), ["x.txt"]),
        (("load", "boundaries", "x.json"), ["x.json"]),
        (("nonsense",), ["nonsense"]),
    ],
    ids=lambda v: "-".join(v)[:40] if isinstance(v, tuple) else None,
)
def test_a_wrong_command_is_refused_and_writes_nothing(
    zhiheng: Command, words: tuple[str, ...], said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused(zhiheng(*words), *said)
    assert not Entry._plain.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.any_database
def test_measure_and_attain_for_people_and_for_programs(zhiheng: Command) -> None:
    code, out, _ = zhiheng("measure", "all", "--region", CITY, "--period", "2012", "--json")
    assert code == 0
    cells = json.loads(out)
    assert all(c["value"] is not None or c["status"] != "ok" for c in cells), (
        "unknown is a status, never a number"
    )
    code, out, _ = zhiheng("load", "programme", "zhangye-2011", "--json")
    assert (code, json.loads(out)[0]["fresh"]) == (0, True)
    code, out, _ = zhiheng("load", "programme", "zhangye-2011", "--json")
    assert (code, json.loads(out)[0]["fresh"]) == (0, False)
    code, out, _ = zhiheng("attain", "zhangye-2011", "--period", "2012", "--json")
    assert code == 0
    assert {line["light"] for line in json.loads(out)} <= {"grey", "red", "amber", "green"}
    code, out, _ = zhiheng("attain", "zhangye-2011", "--period", "2012")
    assert code == 0
    assert "无数据" in out


def test_load_register_takes_a_workbook_once(zhiheng: Command, tmp_path: Path) -> None:
    book = titles(tmp_path / "称号.xlsx")
    code, out, err = zhiheng("load", "register", "titles", book, "--region", COUNTY, "--json")
    assert (code, json.loads(out)["new"]) == (0, 1), err
    code, out, _ = zhiheng("load", "register", "titles", book, "--region", COUNTY, "--json")
    assert (code, json.loads(out)["new"], json.loads(out)["same"]) == (0, 0, 1)


def test_load_register_tells_what_is_wrong_in_each_column(zhiheng: Command, tmp_path: Path) -> None:
    register, file, marked = register_of("titles"), tmp_path / "错行.xlsx", tmp_path / "标错.xlsx"
    rows = [
        {"code": "CH-1", "region": COUNTY, "kind": "famous_provincial", "name": "样例茶"},
        {"code": "CH-2", "region": COUNTY, "kind": "famous_provincial", "name": None},
    ]
    file.write_bytes(export_workbook(register.specs(), rows))
    code, out, err = zhiheng("load", "register", "titles", file, "--region", COUNTY, "--errors", marked)
    assert code == 1 and marked.exists(), err
    assert register.label_of("name") in out and "1 行有错误" in err
    assert not register.model._plain.exists()
    code, out, err = zhiheng("load", "register", "titles", file, "--region", COUNTY, "--good-only")
    assert code == 0 and "新增 1 行" in out, err


def test_load_register_says_which_rows_it_left_out_as_doubtful(zhiheng: Command, tmp_path: Path) -> None:
    register, file = register_of("titles"), tmp_path / "存疑.xlsx"
    row = {"code": "CH-9", "region": COUNTY, "kind": "famous_provincial", "name": "样例茶"}
    file.write_bytes(export_workbook(register.specs(), [{**row, "credit_code": "91620702MA71234567"}]))
    given = ("load", "register", "titles", file, "--region", COUNTY, "--good-only")
    code, out, err = zhiheng(*given)
    said = "".join(out.split())
    assert code == 0 and "新增0行" in said and "另有1行存疑" in said and "91620702MA71234567" in said, err
    code, out, err = zhiheng(*given, "--accept-doubts", "营业执照原件如此")
    assert code == 0 and "新增 1 行" in out and "存疑" not in out, err


def test_load_register_refuses_what_is_no_table_of_it(zhiheng: Command, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["天气", "心情"])
    book.active.append(["晴", "好"])
    wrong, broken, secret = tmp_path / "错.xlsx", tmp_path / "坏.xlsx", tmp_path / "密.xlsx"
    book.save(wrong)
    broken.write_bytes(b"PK\x03\x04 nothing")
    # An encrypted workbook is an OLE file, whatever its name says.
    secret.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le").ljust(4096, b"\0")
    )
    for file in (wrong, broken, secret):
        refused(zhiheng("load", "register", "titles", file, "--region", COUNTY), file.name)
    refused(
        zhiheng("load", "register", "titles", titles(tmp_path / "好.xlsx"), "--region", "999999"), "999999"
    )
    refused(zhiheng("load", "register", "title", tmp_path / "好.xlsx", "--region", COUNTY), "title", "titles")
    assert not register_of("titles").model._plain.exists()
    assert not ImportSession._plain.exists()
    assert not Entry._plain.exists()


def test_load_programme_from_a_wrong_file(zhiheng: Command, tmp_path: Path) -> None:
    file = tmp_path / "方案.yaml"
    file.write_text("key: x\nname: [", "utf-8")
    refused(zhiheng("load", "programme", file), "方案.yaml")
    words = tmp_path / "别的.txt"
    words.write_text("另一份文件", "utf-8")
    refused(zhiheng("load", "programme", kernel.catalogue_keys()[0], "--text", words))
    assert not Programme._plain.exists()


def test_verify_is_sound_until_somebody_tampers(zhiheng: Command) -> None:
    from django.db import connection

    assert zhiheng("load", "programme", "zhangye-2011")[0] == 0
    code, out, _ = zhiheng("verify")
    assert (code, "全部完好" in out) == (0, True)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trail_entry SET actor = 'x' WHERE seq = 1")
    answer = zhiheng("verify", "--json")
    refused(answer, "备份")
    assert answer[0] == 1
    assert "第 1 环" in json.loads(answer[1])["faults"][0]


def test_help_and_no_command(zhiheng: Command) -> None:
    code, out, _ = zhiheng("--help")
    assert code == 0
    assert all(
        verb in out for verb in ("read", "load", "measure", "attain", "assess", "report", "verify", "backup")
    )


def test_a_document_becomes_a_draft_and_a_programme_only_when_that_is_said(
    zhiheng: Command, tmp_path: Path
) -> None:
    file = tmp_path / "方案.txt"
    file.write_text(PLAN, "utf-8")
    words = ("load", "document", file, "--key", "shili-2026", "--region", CITY)
    code, out, _ = zhiheng(*words)
    assert code == 0
    assert "还没有成为方案" in out
    assert not Programme._plain.exists()
    draft = Draft._plain.get(key="shili-2026")
    first = Item._plain.filter(draft=draft, kind="section")[0]
    Item._plain.filter(pk=first.pk).update(decision="rejected")
    code, out, _ = zhiheng(*words, "--accept-all", "--json")
    assert code == 0
    told = json.loads(out)
    assert (told["draft"], told["programme"], told["open"]) == (draft.pk, "shili-2026", 0)
    assert told["rejected"] == 1, "what a person decided stands"
    assert told["nodes"] == Item._plain.filter(draft=draft, kind="section").count() - 1
    code, out, _ = zhiheng(*words, "--accept-certain", "--json")
    assert code == 0
    assert json.loads(out)["fresh"] is False
    refused(zhiheng(*words, "--accept-certain", "--accept-all"), "只能选一个")
    refused(zhiheng(*words[:-1], COUNTY), "shili-2026", CITY)
    refused(zhiheng("load", "document", file, "--key", "zhangye-2011", "--region", CITY), "随程序带")
