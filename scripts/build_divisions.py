"""Compile the shipped division list and province outlines from the redistributable sources.

    python scripts/build_divisions.py --source DIR

DIR holds ``codes/`` (modood_*.csv, uiw_*.csv) and ``geojson/mit_provinces/``; zhiheng/catalogue/regions/SOURCE.md
says what they are. The same source always gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from zhiheng.frame.regions.naming import same_place, short_name

TARGET = Path(__file__).resolve().parent.parent / "zhiheng" / "catalogue" / "regions"
COLUMNS = (
    "code",
    "name",
    "short_name",
    "level",
    "parent",
    "kind",
    "valid_from",
    "valid_to",
    "successor",
    "source",
)
NATION = "100000"
# The statistical list stands as of this day: a code that it lacks was out of use no later than this.
LIST_DATE = "2023-06-30"
STATISTICAL = "统计用区划代码2023"
OLD = "GB/T 2260旧表;停用不晚于2023-06-30"
BOTH = "GB/T 2260"

# Cities without counties. The statistical list repeats them on the county floor; here townships hang on the city.
CITY_WITHOUT_COUNTIES = {"441900": "441900", "442000": "442000", "460400": "460400", "620201": "620200"}

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def row(code: str, name: str, level: str, parent: str, kind: str, source: str) -> Row:
    blank = dict.fromkeys(COLUMNS, "")
    return blank | {
        "code": code,
        "name": name,
        "short_name": short_name(name),
        "level": level,
        "parent": parent,
        "kind": kind,
        "source": source,
    }


def provinces(codes: Path) -> list[Row]:
    statistical = {r["code"] for r in read(codes / "modood_provinces.csv")}
    rows = [row(NATION, "全国", "nation", "", "", "")]
    for r in read(codes / "uiw_province.csv"):
        source = STATISTICAL if r["code"][:2] in statistical else BOTH
        rows.append(row(r["code"], r["name"], "province", NATION, "", source))
    return rows


def prefectures(codes: Path) -> list[Row]:
    """The statistical list's cities. 市辖区, 县 and 省直辖… are collecting codes, not places."""
    rows = []
    for r in read(codes / "modood_cities.csv"):
        collecting = r["name"] in {"市辖区", "县"} or "直辖县级" in r["name"]
        kind = "汇总码" if collecting else ""
        line = row(r["code"] + "00", r["name"], "prefecture", r["provinceCode"] + "0000", kind, STATISTICAL)
        rows.append(line | {"short_name": r["name"]} if collecting else line)
    return rows


def county_kind(code: str, in_old_list: bool) -> str:
    """功能区 for the numbers 71–79, which GB/T 2260 leaves to zones; 统计用区划 for what it does not list at all."""
    if "71" <= code[4:] <= "79":
        return "功能区"
    # 大兴安岭 and 大柴旦: districts of the statistics, numbered beyond the standard's own ranges for them.
    if not in_old_list and code in {"232761", "232762", "232763", "232764", "632857"}:
        return "统计用区划"
    return ""


def counties(codes: Path, above: set[str]) -> list[Row]:
    new = {r["code"]: r["name"] for r in read(codes / "modood_areas.csv")}
    old = {r["code"]: r["name"] for r in read(codes / "uiw_area.csv")}

    def parent(code: str) -> str:
        return code[:4] + "00" if code[:4] + "00" in above else code[:2] + "0000"

    rows = []
    for code, name in sorted(new.items()):
        if code in CITY_WITHOUT_COUNTIES:
            continue
        source = f"{BOTH};{STATISTICAL}" if code in old else STATISTICAL
        rows.append(row(code, name, "county", parent(code), county_kind(code, code in old), source))
    for code, name in sorted(old.items()):
        if code in new:
            continue
        line = row(code, name, "county", parent(code), "", OLD) | {"valid_to": LIST_DATE}
        heirs = [c for c in new if c not in old and c[:4] == code[:4] and same_place(name, new[c])]
        if len(heirs) == 1:
            line |= {"successor": heirs[0], "source": f"{OLD};承继按同名推定"}
        rows.append(line)
    return rows


def township_kind(code: str) -> str:
    """By the first digit of the last segment: GB/T 10114's number ranges."""
    return {"0": "街道", "1": "镇", "2": "乡", "3": "乡"}.get(code[6], "类似乡级单位")


def townships(codes: Path) -> list[Row]:
    rows = []
    for r in read(codes / "modood_streets.csv"):
        parent = CITY_WITHOUT_COUNTIES.get(r["areaCode"], r["areaCode"])
        rows.append(row(r["code"], r["name"], "township", parent, township_kind(r["code"]), STATISTICAL))
    return rows


def divisions(codes: Path) -> list[Row]:
    top = provinces(codes) + prefectures(codes)
    rows = top + counties(codes, {r["code"] for r in top}) + townships(codes)
    known = {r["code"] for r in rows}
    if len(known) != len(rows):
        raise SystemExit("a code occurs twice")
    lost = [r["code"] for r in rows for ref in (r["parent"], r["successor"]) if ref and ref not in known]
    if lost:
        raise SystemExit(f"parent or successor not in the list: {lost[:10]}")
    order = {"nation": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4}
    return sorted(rows, key=lambda r: (order[r["level"]], r["code"]))


def outlines(folder: Path, names: dict[str, str]) -> dict[str, Any]:
    """Prefecture outlines of the four provinces as one collection; each feature names its province."""
    features: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.geojson")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            code = f"{feature['id']}00"
            if code not in names:
                raise SystemExit(
                    f"{path.name}: {code} {feature['properties']['name']} is no prefecture of the list"
                )
            features.append(
                {
                    "type": "Feature",
                    "properties": {"adcode": code, "name": names[code], "parent": code[:2] + "0000"},
                    "geometry": {key: feature["geometry"][key] for key in ("type", "coordinates")},
                }
            )
    features.sort(key=lambda f: f["properties"]["adcode"])
    return {"type": "FeatureCollection", "features": features}


def write(path: Path, text: str) -> None:
    # No file name and no time in the header: equal content gives equal bytes.
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))
    sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args()
    rows = divisions(options.source / "codes")
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    options.target.mkdir(parents=True, exist_ok=True)
    write(options.target / "divisions.csv.gz", text.getvalue())
    prefecture_names = {r["code"]: r["name"] for r in rows if r["level"] == "prefecture"}
    shapes = outlines(options.source / "geojson" / "mit_provinces", prefecture_names)
    write(
        options.target / "provinces.geojson.gz", json.dumps(shapes, ensure_ascii=False, separators=(",", ":"))
    )


if __name__ == "__main__":
    main()
