"""Numbers of metrology certificates whose form is laid down."""

from __future__ import annotations

import re
import unicodedata

# The year in brackets, the authority, 量标, the class, 证字第, a running number, 号. Remembered from certificates.
_MEASUREMENT_STANDARD = re.compile(
    r"^[〔\[(【](?P<year>\d{4})[〕\])】]\s*[\u4e00-\u9fff]{0,6}量标[\u4e00-\u9fff]{0,6}证字第\s*(?P<number>[0-9A-Z-]+)\s*号$"
)
EXAMPLE = "〔2016〕甘量标市证字第012号"


def measurement_standard_doubt(text: str) -> str | None:
    """What makes the number of a measurement standard's certificate doubtful; None when nothing does."""
    said = unicodedata.normalize("NFKC", text).strip().replace("﹝", "〔").replace("﹞", "〕")
    found = _MEASUREMENT_STANDARD.match(said)
    if found is None:
        return f"“{text}”不像计量标准考核证书号，一般写成“{EXAMPLE}”这样"
    if not 1985 <= int(found["year"]) <= 2099:
        return f"“{text}”的年份 {found['year']} 不对，计量法自 1986 年施行"
    return None
