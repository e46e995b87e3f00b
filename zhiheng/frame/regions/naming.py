"""Short names of administrative divisions: 张掖市 -> 张掖, 肃南裕固族自治县 -> 肃南.

People write the short form in workbooks; the register keeps the full one. Plain functions over text, used when
the division list is built and when a name is looked up.
"""

from __future__ import annotations

import re

# The 55 minorities as they stand in the names of autonomous areas, longest first so that none hides another.
_PEOPLES = """
蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族
傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族
毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族
塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 各族
"""
MINORITIES = tuple(sorted(_PEOPLES.split(), key=lambda name: (-len(name), name)))
# In these areas' names the word 族 is left out (伊犁哈萨克自治州).
_BARE = ("维吾尔", "哈萨克", "柯尔克孜", "蒙古", "塔吉克", "锡伯")
_AUTONOMOUS = re.compile(r"(自治区|自治州|自治县|自治旗|民族乡|族乡)$")
_PLAIN = (
    "特别行政区",
    "街道办事处",
    "地区",
    "林区",
    "特区",
    "街道",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "旗",
    "镇",
    "乡",
)
# Words that lose their meaning without the last character.
_WHOLE = (
    "新区",
    "矿区",
    "园区",
    "开发区",
    "示范区",
    "管理区",
    "合作区",
    "风景区",
    "名胜区",
    "实验区",
    "集聚区",
    "聚集区",
    "保护区",
    "高新区",
    "左旗",
    "右旗",
    "前旗",
    "中旗",
    "后旗",
    "联合旗",
)


def short_name(name: str) -> str:
    """The name without its rank and, for autonomous areas, without the peoples named in it.

    Never shorter than two characters: 沙县 and 城区 stay as they are.

    >>> [short_name(n) for n in ("张掖市", "甘南藏族自治州", "新疆维吾尔自治区", "东乡族自治县", "沙县", "兰州新区")]
    ['张掖', '甘南', '新疆', '东乡', '沙县', '兰州新区']
    """
    if _AUTONOMOUS.search(name):
        return _without_peoples(name)
    if name.endswith(_WHOLE):
        return name
    for suffix in _PLAIN:
        if name.endswith(suffix):
            stem = name[: -len(suffix)]
            return stem if len(stem) >= 2 else name
    return name


def _without_peoples(name: str) -> str:
    stem = re.sub(r"(自治区|自治州|自治县|自治旗)$", "", name)
    if stem == name:
        # 民族乡 ends in 乡 only: 铁铺回族乡; keep the people's mark until it is taken off below.
        stem = name.removesuffix("民族乡") if name.endswith("民族乡") else name.removesuffix("乡")
    while True:
        people = next((m for m in (*MINORITIES, *_BARE) if stem.endswith(m)), None)
        if people is None:
            break
        rest = stem.removesuffix(people)
        if len(rest) < 2:
            # 东乡族自治县 and 鄂温克族自治旗 are called by the people's own name.
            return people.removesuffix("族") if not rest else stem
        stem = rest
    return stem


def same_place(old: str, new: str) -> bool:
    """Whether two full names differ in rank only: 会理县 and 会理市, 沙县 and 沙县区.

    A candidate for a succession, and certain only between codes of one prefecture.
    """
    ranks = ("市", "县", "区")
    if old[-1] not in ranks or new[-1] not in ranks:
        return False
    return old[:-1] == new[:-1] or new[:-1] == old


def abbreviations(name: str) -> tuple[str, ...]:
    """Further names that people write for an autonomous prefecture: 大理州 for 大理白族自治州, 伊犁哈萨克州 too.

    >>> abbreviations("大理白族自治州"), abbreviations("伊犁哈萨克自治州"), abbreviations("张掖市")
    (('大理州', '大理白族州'), ('伊犁州', '伊犁哈萨克州'), ())
    """
    if not name.endswith("自治州"):
        return ()
    return tuple(dict.fromkeys([f"{short_name(name)}州", f"{name.removesuffix('自治州')}州"]))
