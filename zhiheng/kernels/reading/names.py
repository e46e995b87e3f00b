"""The name of an indicator out of the words around its number."""

from __future__ import annotations

import re

from .clauses import Source
from .lexicon import Words

_LEADING_SIGNS = " ,、:;。)"
_ORDINAL = re.compile(
    r"^(?:\((?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})\)|[0-9]{1,2}[.、](?![0-9])|[①-⑳])\s*"
)
_WITHIN = re.compile(
    r"^(?:在|于)?(?:(?:未来|今后|近|过去)?(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})个?(?:年|月)(?:内|之内|时间|左右)?(?!以上|以下|以内|以来)(?=[^\s]{2}|$)|(?:规划|计划|方案)?(?:期间|期内|期末))"
)
_COMPARED = re.compile(
    r"(?:比|较|与|同)(?:年初|上年末|上年底|上年同期|去年同期|上年|往年|同期|计划|基期|前一年|上一年|基准年|上一?年度|历史同期)(?:数|水平|末|初)?(?:相比)?"
)
_RUN_OF_YEARS = re.compile(r"连续[0-9一二三四五六七八九十]{1,2}年")
_MODAL = re.compile(
    r"(?:要求|必须|应当|全部|须|要|应|都|均|将)(?=(?:建成|完成|达到|实现|开展|建立|通过|配备|安装|纳入|实行|执行|落实|取得|制定|设立))"
)
_BLANK = re.compile(r"[\s]+")
_ENUM = re.compile(r"等(?=[^、,]{2,})")
_ASPECT = re.compile(r"(?<=[\u4e00-\u9fff])了")


class Namer:
    """Strips what is not the name: time, scope words, verbs, adverbs, enumerations before 等."""

    def __init__(self, source: Source) -> None:
        self.source = source
        lexicon = source.lexicon
        verbs, signs = lexicon.lists["verbs"], lexicon.lists["signs"]
        self.reach = Words(
            [*verbs["reach"].words, *verbs["at_least"].words, *verbs["at_most"].words, *verbs["about"].words]
        )
        self.arrivals = verbs["reach"]
        self.states = Words([*verbs["reach"].words, *verbs["at_least"].words])
        self.at_least, self.at_most, self.about = verbs["at_least"], verbs["at_most"], verbs["about"]
        self.rise, self.fall = verbs["rise"], verbs["fall"]
        self.stock, self.add, self.light, self.exact = (
            verbs["stock"],
            verbs["add"],
            verbs["light"],
            verbs["exact"],
        )
        self.fresh, self.inner = verbs["fresh"], verbs["inner"]
        self.parallels, self.groups, self.group_nouns = (
            signs["parallels"],
            signs["groups"],
            signs["group_nouns"],
        )
        self.adverbs, self.deverbal = verbs["adverbs"], verbs["deverbal"]
        self.manner, self.deeds = verbs["manner"], verbs["deeds"]
        self.grades, self.grants = signs["grades"], signs["grants"]
        self.stock_nouns, self.rate_modifiers = verbs["stock_nouns"], signs["rate_modifiers"]
        self.openers = signs["openers"]
        self.whole = signs["whole"]
        self.level_heads = signs["level_heads"]
        self.time_heads = signs["time_heads"]
        self.bare = signs["bare_subjects"]
        self.rate_heads = signs["rate_heads"]
        self.rate_heads_alone = signs["rate_heads_alone"]
        self.structure = signs["structure"]
        self.structure_verbs = signs["structure_verbs"]
        self.authored = verbs["authored"]
        self.compounds, self.outcomes = verbs["compounds"], signs["outcomes"]
        self.actors, self.talk = signs["actors"], signs["talk"]
        self.attributes = signs["attributes"]
        self.roles = signs["roles"]
        self.honours = signs["honours"]
        self.handed = signs["handed"]
        self.scored = signs["scored"]
        self.divides = signs["divides"]
        self.clause_nouns = signs["clause_nouns"]

    def front(self, name: str) -> tuple[str, str | None]:
        """The name without openers and whole-territory words in front, and the scope that was there."""
        scope: str | None = None
        name = _ORDINAL.sub("", _COMPARED.sub("", name, count=2).lstrip(_LEADING_SIGNS))
        for _ in range(12):
            name = _WITHIN.sub("", name.lstrip(_LEADING_SIGNS))
            word = self.whole.at(name)
            if word and not name.startswith(
                ("全区域", "全国性", "全省性", "全市性", "全社会消费", "全社会研", "全社会R", "全年优")
            ):
                scope, name = scope or word, name[len(word) :]
                name = name[1:] if name.startswith("的") else name
                continue
            if name.startswith(("共有", "现有", "已有", "拥有", "保有")):
                break
            word = self.openers.at(name)
            if word == name and len(word) > 1:
                return "", scope
            if word and len(name) > len(word) + 1 and not self._part_of_word(name, word):
                name = name[len(word) :]
                continue
            break
        return name, scope

    def _part_of_word(self, name: str, word: str) -> bool:
        """An opener that is the beginning of a longer word (主要农产品, 重点产品, 组织机构)."""
        rest = name[len(word) :]
        if word in self.manner and word not in ("力争", "争取", "努力"):
            return self.add.at(rest) is None and self.light.at(rest) is None and self.manner.at(rest) is None
        if word in ("基本", "有", "要", "共", "将", "和", "与", "等", "使", "也", "或", "同时"):
            blocked = {
                "基本": self.reach.at(rest) is None and self.add.at(rest) is None,
                "有": rest[:1] in "机效关色害线毒限",
                "要": rest[:1] in "素点闻件求",
                "共": rest[:1] in "同享性产青建治",
                "将": rest[:1] in "来军",
                "和": rest[:1] in "谐平",
                "等": rest[:1] in "级候",
                "使": rest[:1] in "用命",
            }
            return blocked.get(word, False)
        return False

    def back(self, name: str, rate: bool = True) -> tuple[str, list[str]]:
        """The name without the reaching words and adverbs behind it, and those words, last first.

        Before a count 完成 and 实现 are deeds with an object, before a rate they only reach it.
        """
        taken: list[str] = []
        for _ in range(8):
            name = name.rstrip(" ,:、")
            word = self.reach.ending(name) or ""
            if not rate and word in ("完成", "实现"):
                word = ""
            other = self.adverbs.ending(name) or ""
            rise = self.rise.ending(name) or self.fall.ending(name) or ""
            stock = self.stock.ending(name) or ""
            best = max((word, other, rise, stock), key=len)
            if not best or self._noun_ending(name, best):
                break
            taken.append(best)
            name = name[: -len(best)]
        return name, taken

    def _noun_ending(self, name: str, word: str) -> bool:
        """A reaching word that is the end of a noun (存在, 之为, 所有, 总量)."""
        rest = name[: -len(word)]
        if len(word) > 1:
            return False
        if not rest:
            return False
        return {
            "为": rest[-1] in "行认作成",
            "有": rest[-1] in "所国私持特享",
            "在": rest[-1] in "存所潜",
            "达": rest[-1] in "发到表",
            "共": rest[-1] in "公",
            "少": rest[-1] in "减不至缺",
            "多": rest[-1] in "众许",
            "至": rest[-1] in "甚",
            "近": rest[-1] in "附临最",
            "约": rest[-1] in "节公契",
            "计": True,
            "过": rest[-1] in "通超经不透",
            "增": rest[-1] in "新递倍激",
            "升": rest[-1] in "提上跃公毫",
            "降": rest[-1] in "下升",
            "减": rest[-1] in "削加",
            "现": True,
            "各": rest[-1] in "自",
            "已": False,
            "要": rest[-1] in "重主需摘纪",
            "再": False,
            "使": rest[-1] in "大",
            "使用": True,
            "及": rest[-1] in "普涉以",
            "且": False,
            "并": rest[-1] in "合",
            "都": rest[-1] in "首",
            "应": rest[-1] in "供反效响",
            "将": False,
        }.get(word, False)

    def enumeration(self, name: str) -> str:
        """甲、乙、丙等丁 counts 丁; 甲等丁 stays where 甲 is short and quoted is dropped too."""
        cut = -1
        for match in _ENUM.finditer(name):
            before = name[: match.start()]
            if ("、" in before or before.endswith("”")) and not self.source.inside_quote(name, match.start()):
                cut = match.end()
        if cut > 0:
            rest = name[cut:].lstrip("的 ")
            if len(rest) >= 2:
                return rest
        return name

    def rate_tail(self, name: str) -> str:
        """The head of a rate with its modifiers: 农产品抽检合格率 -> 抽检合格率; "" when it is no rate."""
        head = self.rate_heads.ending(name) or ""
        for _ in range(5 if head else 0):
            word = self.rate_modifiers.ending(name, len(name) - len(head))
            if word is None:
                break
            head = word + head
        return head

    def rate_subject(self, name: str) -> str:
        """What a rate is of: 某患者发现率 -> 某患者; "" when that cannot be told."""
        tail = self.rate_tail(name)
        if not tail:
            return ""
        if len(tail) < 3:
            tail = name[-3:]
        subject = name[: -len(tail)].removesuffix("的")
        return subject if len(subject) >= 2 else ""

    def enumeration_kept(self, name: str) -> str:
        """For a rate the enumeration is its subject and stays."""
        return name

    def plain_object(self, right: str) -> str:
        """标准加强执行情况的监督检查 -> 标准执行情况监督检查: light verbs and 的 dropped."""
        out = _MODAL.sub("", right.replace("开展了", "").replace("进行了", ""))
        for word in ("组织开展", "开展", "加强对", "加大对", "加强", "加大", "进行", "实施"):
            place = out.find(word)
            if place > 0 and len(out) - place - len(word) >= 2:
                out = out[:place] + out[place + len(word) :]
                break
        return out.replace("的", "")

    def adverb_stripped(self, name: str) -> str:
        """Without adverbs at the end (已累计)."""
        for _ in range(4):
            word = self.adverbs.ending(name)
            if word is None or self._noun_ending(name, word):
                return name
            name = name[: -len(word)]
        return name

    def adverb_fronted(self, name: str) -> str:
        """Without adverbs at the head (将新增)."""
        for _ in range(4):
            word = self.adverbs.at(name)
            if word is None or len(name) - len(word) < 2 or (len(word) < 2 and self.add.at(name[1:]) is None):
                return name
            name = name[len(word) :]
        return name

    def clean(self, name: str) -> str:
        """Blanks and stray signs removed."""
        name = _RUN_OF_YEARS.sub("", _BLANK.sub("", name)).strip(",、:;。的和及与了")
        return _balance(name)


def _balance(name: str) -> str:
    """Brackets that lost their partner by a cut are dropped."""
    for opened, closed in (("(", ")"), ("“", "”"), ("《", "》"), ("〔", "〕")):
        more = name.count(opened) - name.count(closed)
        if more > 0:
            place = name.rfind(opened)
            name = name[:place] + name[place + 1 :] if closed == "”" else name[:place]
        elif more < 0:
            place = name.find(closed)
            name = name[place + 1 :] if place < len(name) / 2 else name[:place] + name[place + 1 :]
    return name


def strip_aspect(name: str) -> str:
    """Without the 了 of a finished action."""
    return _ASPECT.sub("", name)
