"""Real files and how a person would take them in: which register, which columns, what the file does not say.

The files lie in ``shared/data`` beside the project, never in it; what is said here are decisions, no data. Used by the
tests, by ``python -m bench bench_imports`` and by ``scripts/imports.py``, which writes docs/imports.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@dataclass(frozen=True)
class Case:
    """One file (or several alike, by ``glob``) for one register.

    ``columns``: declared name -> heading; ``whole``: value of every row; ``means``: what words of a column mean;
    ``proposed``: the file's headings are doubted and the proposal is taken; ``header_row`` where headings are foreign.
    ``remark``: what a reader of the table should know.
    """

    title: str
    glob: str
    register: str
    columns: Mapping[str, str | int | None] = field(default_factory=dict)
    whole: Mapping[str, str] = field(default_factory=dict)
    means: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    proposed: bool = False
    header_row: int | None = None
    remark: str = ""

    def paths(self) -> list[Path]:
        return sorted(DATA.glob(self.glob))


# Of what level the places of a file are: said once, by a person, for names that a city shares with its districts.
CITIES = {
    "*": "prefecture",
    "北京": "110000",
    "上海": "310000",
    "天津": "120000",
    "重庆": "500000",
    "莱芜": "370116",
}
PROVINCES = {"*": "province", "上   海": "310000", "内蒙 古": "150000", "江两": "360000"}


def _panel(name: str, summed: str = "是") -> Case:
    return Case(
        f"省级面板 {name}",
        f"12_macro/{name}.csv",
        "macro_figures",
        columns={"region": "province", "period": "year", "series": "variables", "value": "value"},
        whole={"summed": summed, "source": f"techme 省级面板 {name}"},
        means={"region": PROVINCES},
        header_row=1,
        remark="“全国”行与各省在一张表里,计入汇总会重复计算,退回;空值、识读错的省名退回。",
    )


CASES: tuple[Case, ...] = (
    Case(
        "乡级区划 2023",
        "01_divisions/codes/modood_streets.csv",
        "localities",
        columns={"code": "code", "name": "name", "region": "areaCode"},
        whole={"year": "2023", "taken_on": "2023-06-30"},
        header_row=1,
        remark="统计用的开发区等代码(如 130171)和不设区的市在国标区划表里没有县级,逐个列出,不猜。",
    ),
    Case(
        "空气日报 2025—2026(表头错位的原件)",
        "02_air_quality/aqi_2025_2026_capitals/raw_as_published/*.csv",
        "air_days",
        proposed=True,
        remark="表头错一列:导入时指出,并按指数与浓度的关系提出正确的列,照建议读入。",
    ),
    Case(
        "空气日报 2025—2026(31 城)",
        "02_air_quality/aqi_2025_2026_capitals/aqi_daily_2025_2026_31cities_headers_corrected.csv",
        "air_days",
        means={"region": CITIES},
        remark="与上一件同城同日的行不同处列为“改动”。",
    ),
    Case(
        "空气日报 2013—2017(28 城)",
        "02_air_quality/aqistudy_2013_2017/[!a]*.csv",
        "air_days",
        means={"region": CITIES},
        remark="大理州一件近半数日子 PM2.5 大于 PM10:提出疑问,核对后照表头读。",
    ),
    Case(
        "空气月报(366 城)",
        "02_air_quality/aqistudy_2013_2017/all_city_monthly_367cities.csv",
        "air_months",
        means={"region": CITIES},
        remark="365 个城市名首字前有字节序标记,去掉后按名称查得代码;市改区、撤销的地区查不到,逐个列出。",
    ),
    Case(
        "空气站点小时值(官方指数)",
        "02_air_quality/guangzhou_hourly_station_official_aqi.csv",
        "air_hours",
        columns={"station": "station", "station_name": None, "day": "date", "hour": "hour", "o3": "o3_1h"},
        whole={"region": "440100", "station_name": "见编码"},
        header_row=1,
    ),
    Case(
        "农业产业化龙头企业 2000—2025",
        "08_enterprises_codes/PubFirmLeader.csv",
        "firm_listings",
        columns={"region": "province", "year": "year", "batch": "batch", "serial": "index", "enterprise": "name"},
        whole={"title": "农业产业化国家重点龙头企业", "issued_on": "2025-12-31"},
        means={"region": PROVINCES},
        header_row=1,
        remark="名单没有信用代码;按名称找代码另有页面,不在导入时猜。",
    ),
    Case(
        "畜禽养殖标准化示范场",
        "08_enterprises_codes/PubStandardXmj.csv",
        "firm_listings",
        columns={"region": "province", "year": "year", "serial": "index", "enterprise": "com_name", "subject": "prod_name"},
        whole={"title": "畜禽养殖标准化示范场", "issued_on": "2020-12-31"},
        means={"region": PROVINCES},
        header_row=1,
    ),
    Case(
        "农作物种子生产经营许可证",
        "08_enterprises_codes/PubSeedFirm.csv",
        "permits",
        columns={
            "application_no": None, "region": "province", "enterprise": "ApplyCompanyName", "permit_no": "LicenceNo",
            "product": "PrinterProductionManageCrops", "authority": "IssuingAuthorityCaption",
            "granted_on": "PublishDate", "applied_on": "InitialPublishDate", "valid_until": "ExpireDate",
        },
        whole={"kind": "农作物种子生产经营许可证", "state": "有效"},
        means={"region": PROVINCES},
        header_row=1,
        remark="三个年度的快照放在一张表里:同一证号的各次按发证日期先后登记,后一次列为“改动”,照原样再出现的列为相同;发证日期相同而内容不同的退回。过期的照收,由到期扫描指出。",
    ),
    Case(
        "地理标志产品",
        "10_standards_gi_awards/geographical_indications_published.csv",
        "indications",
        columns={
            "region": "province", "name": "name", "enterprise": "applicant", "area": "area", "grant_no": "doc_no",
            "granted_on": "date",
        },
        whole={"state": "已认定"},
        means={"region": PROVINCES},
        header_row=1,
        remark="认定日期只写了年或年月的不猜日子,退回;没有写省份的行缺区划,退回。",
    ),
    Case(
        "驰名商标(2010 年公布)",
        "10_standards_gi_awards/yunnan_well_known_trademarks_2010.csv",
        "titles",
        columns={"region": "city", "name": "trademark", "holder": "holder"},
        whole={"kind": "中国驰名商标", "state": "已认定", "granted_on": "2010-04-22"},
        means={"region": CITIES},
        header_row=1,
    ),
    Case(
        "政府质量奖",
        "10_standards_gi_awards/quality_awards_published.csv",
        "awards",
        columns={
            "name": "award", "recipient": "organisation", "awarded_on": "date", "edition": "edition", "document_no": "doc_no",
        },
        whole={"kind": "政府质量奖", "rank": "省级", "region": "620000", "state": "已获奖"},
        header_row=1,
    ),
    Case(
        "标准目录样例",
        "10_standards_gi_awards/standards_sample_20.csv",
        "standards",
        columns={"number": "standard_number", "name": "title"},
        whole={"region": "530000", "kind": "国家标准", "area": "工业"},
        header_row=1,
        remark="样例里多是部门规章和文件号,不是标准号:逐条提出疑问。",
    ),
    *(_panel(name) for name in ("IndustryOperation", "IndustryRD", "IndustryTrade", "MarketPull", "MarketPush")),
    *(_panel(name) for name in ("PublicBudget", "RDActivity", "RDPatentAccept", "RDPatentAuthority", "RDPatentValid")),
    *(_panel(name, "否") for name in ("RDIntense", "RDPaperInternational")),
    *(
        Case(
            "高技术产业年鉴表",
            f"12_macro/raw_yearbook_xls/hightech-operation_{year}.xls*",
            "macro_figures",
            columns={"region": 0, "value": 2, "period": None, "series": None, "source": None, "summed": None},
            whole={"period": year, "series": "v4_cy_scjy_qys", "source": f"{year} 年鉴表 5-2", "summed": "是"},
            means={"region": PROVINCES},
            header_row=row,
            remark="标题行、单位行、分行的表头,地区名中夹空格;年份和指标由人填。全国和四大地区的行退回。",
        )
        for year, row in (("2010", 5), ("2012", 5), ("2014", 5), ("2020", 7), ("2021", 5), ("2022", 3))
    ),
    Case(
        "加密的年鉴表",
        "12_macro/raw_yearbook_xls/encrypted_traps/*.xls",
        "macro_figures",
        remark="有打开密码,读不了:说明怎样去掉密码,什么也不登记。",
    ),
    Case(
        "质量工作考核等级",
        "11_assessment/quality_work_assessment_grades.csv",
        "published_results",
        columns={
            "region": "parent", "period": "assessment_year", "unit_name": "unit", "grade": "grade",
            "listed_as": "order_in_notice", "issuer": "issuer", "document": "doc_no", "address": "url",
        },
        whole={"assessment": "质量工作考核"},
        header_row=1,
        remark="只有年月的通报日期没有读入。",
    ),
    Case(
        "公共服务质量监测",
        "11_assessment/public_service_quality_monitoring.csv",
        "published_results",
        columns={"period": "year", "unit_name": "unit", "score": "score", "place": "rank", "address": "url", "region": None},
        whole={"assessment": "公共服务质量监测", "region": "320000"},
        header_row=1,
    ),
    Case(
        "农业科技园区评估",
        "11_assessment/PubAgriPark[CE]*.csv",
        "published_results",
        columns={"region": "province", "period": "year", "unit_name": "name", "grade": "result"},
        whole={"assessment": "国家农业科技园区评估"},
        means={"region": PROVINCES},
        header_row=1,
    ),
    Case(
        "科研设施开放共享评价",
        "11_assessment/PubOpenShare.csv",
        "published_results",
        columns={"region": "province", "period": "year", "unit_name": "institution", "grade": "result"},
        whole={"assessment": "科研设施开放共享评价考核"},
        means={"region": PROVINCES},
        header_row=1,
    ),
    Case(
        "欧盟安全门通报",
        "03_recalls/eu_safety_gate_alerts_barcodes.csv",
        "recalls",
        columns={
            "number": "alert_number", "product": "product_name", "brand": "brand", "model_or_batch": "batch_number",
            "barcode": "barcode", "origin_country": "country_of_origin", "defect": "risk_type", "enterprise": None,
        },
        whole={"kind": "other", "announced_on": "2022-12-31", "region": "110000"},
        header_row=1,
        remark="条码校验位不对、一格几个条码的,列为疑点或错误。",
    ),
    Case(
        "美国农业部召回 2010—2025",
        "03_recalls/usda_fsis_recalls_2010_2025.csv",
        "recalls",
        columns={
            "number": "id", "product": "title", "announced_on": "start_date", "ended_on": "end_date", "state": "status",
            "defect": "reasons", "risk": "risk_level", "enterprise": "establishment_name", "address": "url",
            "recovered": "quantity_recovered", "quantity_unit": "quantity_unit",
        },
        whole={"kind": "food", "region": "110000"},
        means={"state": {"Closed": "closed", "Active": "open"}, "risk": {"High": "high", "Marginal": "low", "Low": "low"}},
        header_row=1,
        remark="四条结束日期早于开始日期,退回。",
    ),
)  # fmt: skip


def present() -> Iterator[tuple[Case, Path]]:
    for case in CASES:
        for path in case.paths():
            yield case, path
