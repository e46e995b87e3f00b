"""The number of a standard (标准编号): which kind it is, whether it is mandatory, its serial and its year.

The syntax is that of the measures on national, industry, local, group and enterprise standards: a code, a serial with
parts, a dash and the year of issue, as ``GB/T 1.1-2020``, ``DB6207/T 12-2021``, ``T/CAS 105-2019``,
``Q/YS 001-2016``. Lists of codes are remembered, not read from one official table; hence a number that does not fit is
a doubt that a person may override, never an error.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "national", "industry", "local", "group", "enterprise", "international", "foreign", "metrology", "plan"
]


def _codes(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Sector codes of industry standards, with those of construction and of the special-equipment regulations.
INDUSTRY = _codes(
    "AQ BB CB CH CJ CJJ CY DA DB DL DY DZ EJ FZ GA GC GD GH GM GY HB HG HGJ HJ HS HY JB JC JG JGJ JR JT JTG "
    "JTJ JTS JY KA LB LD LS LY MH MT MZ NB NY QB QC QJ QX RB RF SB SC SF SH SJ SL SN SW SY TB TD TSG TY WB "
    "WH WJ WM WS WW XB XF YB YC YD YS YY YZ ZY"
)
NATIONAL = frozenset({"GB", "GBJ", "GBZ", "GJB", "GSB", "GHZB", "GWPB", "GWKB"})
INTERNATIONAL = frozenset({"ISO", "IEC", "ITU", "OIML", "CAC", "CXS", "CODEX", "OIE", "IPPC", "WHO", "ISPM"})
FOREIGN = _codes(
    "ANSI API AS ASME ASTM BS CAN CNS CSA DIN EN ETSI FDA GOST IEEE JAS JIS KS MIL NF NFPA SAE UL UNI VDE VDI"
)
#: Verification regulations and calibration specifications, and the old association code, which have no kind letter.
METROLOGY = frozenset({"JJG", "JJF"})
#: The first two digits of GB/T 2260.
PROVINCES = _codes(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82"
)

FIRST_YEAR, LAST_YEAR = 1949, 2099

_DASHES = re.compile(r"[‐‑‒–—―−－_]+")
_DOCUMENT = re.compile(r"[〔\[【(]\s*\d{4}\s*[〕\]】)].*号$|第\s*\d+\s*号|令")
# A project has no standard's number yet: 20214567-T-469, 2023-DB62-001, whatever begins with its year.
_PLAN = re.compile(r"^((?:19|20)\d{2})\d*(?:-[0-9A-Z]+)+$")
_YEAR = re.compile(r"^(.*?)\s*[-:]\s*(\d{4}|\d{2})$")
_SERIAL = re.compile(r"^[A-Z]{0,2}\d+[A-Z]?(?:[./ -]\d+[A-Z]?)*$")
_LOCAL = re.compile(r"^DB\s*(\d{6}|\d{4}|\d{2})(?!\d)\s*(?:/\s*([TZ])?)?\s*(.+)$")
_GROUP = re.compile(r"^T\s*/\s*([A-Z][A-Z0-9]{1,11})\s*(?:/\s*[A-Z]+)?\s+(.+)$|^T\s*/\s*([A-Z]{2,12})(\d.*)$")
_ENTERPRISE = re.compile(r"^Q\s*/\s*([0-9A-Z\u4e00-\u9fff][0-9A-Z\u4e00-\u9fff/-]*?)\s+(.+)$")
_CLOSED_ENTERPRISE = re.compile(r"^Q\s*/\s*([A-Z\u4e00-\u9fff]{1,12})\s*(\d.*)$")
_CODED = re.compile(r"^([A-Z]{1,6})(?:\s*/\s*([A-Z]{1,6}))?\s*(.*)$")


class StandardNumberError(ValueError):
    """Text that is not a standard's number; the message is Chinese and says what is missing."""


@dataclass(frozen=True, slots=True)
class StandardNumber:
    """A number taken apart. ``mandatory``: False for recommended (/T) and guiding (/Z), None where the number does not
    tell; ``area``: the GB/T 2260 digits of a local standard; ``year``: of issue, in four digits, None where none is
    written and none is due."""

    kind: Kind
    code: str
    serial: str
    year: int | None
    mandatory: bool | None = None
    area: str = ""

    @property
    def text(self) -> str:
        """The one way of writing it, by which two spellings can be compared."""
        if self.kind == "plan":
            return self.serial
        colon = ":" if self.kind in {"international", "foreign"} else "-"
        return f"{self.code} {self.serial}" + (f"{colon}{self.year}" if self.year else "")


def parse(text: str) -> StandardNumber:
    """Take a number apart. Raises StandardNumberError."""
    said = _tidy(text)
    if not said:
        raise StandardNumberError("没有写标准编号")
    if plan := _PLAN.match(said):
        return StandardNumber("plan", "", said, int(plan[1]))
    if _DOCUMENT.search(said):
        raise StandardNumberError(f"“{text}”像是文件字号，不是标准编号")
    for reader in (_local, _group, _enterprise):
        if found := reader(said, text):
            return found
    return _coded(said, text)


def doubt(text: str) -> str | None:
    """What makes a number doubtful, in words for the clerk; None when nothing does."""
    try:
        parse(text)
    except StandardNumberError as error:
        return str(error)
    return None


def same(one: str, other: str) -> bool:
    """Whether two spellings are one number. False when either cannot be read."""
    try:
        return parse(one).text == parse(other).text
    except StandardNumberError:
        return False


def _tidy(text: str) -> str:
    said = _DASHES.sub("-", unicodedata.normalize("NFKC", text).strip().upper())
    return re.sub(r"\s+", " ", said)


def _split(rest: str, text: str) -> tuple[str, int]:
    """(serial, year) of what follows the code."""
    cut = _YEAR.match(rest)
    serial, digits = (cut[1], cut[2]) if cut else (rest, "")
    # ``Q/CSG 2 16 004`` keeps its blanks; a blank before the dash is a slip of the pen.
    serial = serial.strip(" -")
    if not _SERIAL.match(serial):
        raise StandardNumberError(f"“{text}”的顺序号“{serial or '(空)'}”不像标准顺序号，应以数字为主，如 1.1")
    if not digits:
        raise StandardNumberError(f"“{text}”缺发布年份，应在后面补上“-”和四位年份")
    found = int(digits) if len(digits) == 4 else 1900 + int(digits)
    if not FIRST_YEAR <= found <= LAST_YEAR:
        raise StandardNumberError(f"“{text}”的年份 {digits} 不对，应是四位发布年份")
    return serial, found


def _local(said: str, text: str) -> StandardNumber | None:
    found = _LOCAL.match(said)
    if found is None:
        return None
    area, letter, rest = found[1], found[2] or "", found[3]
    if area[:2] not in PROVINCES:
        raise StandardNumberError(f"“{text}”的区划代码 {area} 不存在，DB 后应是省(2 位)或市(4 位)的区划代码")
    serial, year = _split(rest, text)
    code = f"DB{area}" + (f"/{letter}" if letter else "")
    return StandardNumber("local", code, serial, year, not letter, area)


def _group(said: str, text: str) -> StandardNumber | None:
    found = _GROUP.match(said)
    if found is None:
        return None
    body, rest = found[1] or found[3], found[2] or found[4]
    serial, year = _split(rest, text)
    return StandardNumber("group", f"T/{body}", serial, year, False)


def _enterprise(said: str, text: str) -> StandardNumber | None:
    found = _CLOSED_ENTERPRISE.match(said) or _ENTERPRISE.match(said)
    if found is None:
        return None
    serial, year = _split(found[2], text)
    return StandardNumber("enterprise", f"Q/{found[1]}", serial, year)


def _coded(said: str, text: str) -> StandardNumber:
    found = _CODED.match(said)
    if found is None:
        raise StandardNumberError(f"“{text}”没有标准代号，应以 GB、行业代号、DB、T/、Q/ 等开头")
    code, letter, rest = found[1], found[2] or "", found[3]
    if code in INTERNATIONAL or code in FOREIGN:
        kind: Kind = "international" if code in INTERNATIONAL else "foreign"
        # Foreign bodies number by their own rules; only that something follows the code is asked.
        if not re.search(r"\d", rest):
            raise StandardNumberError(f"“{text}”缺顺序号")
        cut = re.match(r"^(.*?)\s*[-:]\s*(\d{4})$", rest)
        serial, year = (cut[1].strip(), int(cut[2])) if cut else (rest.strip(), None)
        return StandardNumber(kind, code + (f"/{letter}" if letter else ""), serial, year)
    if code == "CECS":
        serial, year = _split(rest, text)
        return StandardNumber("group", code, serial, year, False)
    if code in METROLOGY:
        serial, year = _split(rest, text)
        return StandardNumber("metrology", code, serial, year)
    if code in NATIONAL or code in INDUSTRY:
        if letter not in {"", "T", "Z"}:
            raise StandardNumberError(f"“{text}”的“/{letter}”不对，推荐性标准写 /T，指导性技术文件写 /Z")
        serial, year = _split(rest, text)
        kind = "national" if code in NATIONAL else "industry"
        return StandardNumber(kind, code + (f"/{letter}" if letter else ""), serial, year, not letter)
    raise StandardNumberError(f"“{text}”的代号“{code}”不是已知的标准代号，请核对；确实如此的写明理由后保留")
