"""Which quantities are figures at all, by their unit, their writing and what they count."""

from __future__ import annotations

import re

from .clauses import Source, Span
from .names import Namer
from .numbers import Quantity
from .segments import moves_on
from .statements import Statement

_CLASS_OF = re.compile(
    r"(?:以上|以下|以内)?(?:的|\(含\))?(?:[\u4e00-\u9fff]{0,3}企业|产业|项目|集群|园区|品牌|产品|单位|大项目|龙头|骨干|工业企业|重点项目|级|规模|及以上|技改)"
)
_ENDS = frozenset(" ,、;:。!?)]】》”\n\t和与及或并且左的")
_LIMIT = re.compile(r"(?:比例|标准|额度|幅度)(?:不超过|最高|为|不高于)?$")
_ABBREVIATED = re.compile(r"[A-Z]{2,6}(?:\([^()]{1,12}\))?$")
_MARKS = re.compile(r"满分|总分|扣|加[0-9]|为优秀|为良好|为合格|不合格|分制")
_SHORTENED = ("压缩", "缩短", "缩减", "压减")
_MADE_OF = re.compile(r"组成|构成")
_MEMBERS = re.compile(r"组成的|为成员|任组长|为组长")
_TERMS = ("期限", "有效期", "任期", "聘期", "保存期", "建设期", "过渡期")
_BY_RULE = re.compile(r"按|罚|处以?|给予|扣|补")
_CONDITION = re.compile(r"^(?:以上|以下|以内)?的$")  # 货值不足1万元的,处…
_DEFINES = re.compile(r"(?:是指|所称)")
_CARRIES_OUT = re.compile(r"(?:进行|签字|签名|实施|复核|在场|共同|组成)")
_SET_ASIDE = re.compile(r"^(?:的比例)?(?:预留|提取|计提|缴纳|收取|拨付|支付|扣除|返还)")
_OF_SUCH = re.compile(r"^的(?!标准|比例|规模|速度|水平|额度|幅度)")
_QUORUM = re.compile(r"(?:出席|到会|同意|表决)")
_PHYSICAL = ("℃", "°C", "摄氏度", "毫米", "厘米", "微米", "伏", "安培")
_JOINS = re.compile(r"[、,和与及或;]")


def segment_listed(statement: Statement) -> bool:
    """Whether the statement goes on a list whose verb was said before."""
    return statement.segment.in_list


class Admission:
    """Tells figures from the other quantities of a clause."""

    def __init__(self, source: Source, namer: Namer) -> None:
        self.source = source
        self.namer = namer
        signs = source.lexicon.lists["signs"]
        self.numeral_verbs = source.lexicon.words("verbs", "numeral_verbs")
        self.numeral_nouns = signs["numeral_nouns"]

    def plausible(self, number: Quantity, clause: Span, following: Quantity | None) -> bool:
        """Whether a quantity may speak for itself, seen with the text right around it."""
        text = self.source.folded
        if text[number.end : number.end + 1] == ":" and text[number.end + 1 : number.end + 2].isdigit():
            return False  # 1:0.5
        if number.unit_kind == "" and not number.op:
            follows = text[number.end : number.end + 1]
            joined = following is not None and text[number.end : following.start] in ("和", "及", "与")
            glued = follows.isalnum() or follows in "“+-/"
            if glued and not joined and not moves_on(text, number.end, clause.end):
                return False
        if self._attributive(number, clause, following):
            return False
        if not number.numeral or number.unit_kind == "rate" or number.op or number.value_max is not None:
            return True
        if number.unit_kind == "":
            return False
        left = text[max(clause.start, number.start - 8) : number.start].rstrip()
        if any(words.ending(left) for words in (self.namer.at_least, self.namer.at_most)):
            return True
        if number.value <= 1:
            return False
        if self.namer.add.ending(left) is not None:
            return True
        if number.value > 10 and self.namer.reach.ending(left):
            return True
        # 新增绿色食品二十五个: behind its thing, where the statement ends
        return number.unit_kind == "count" and (text[number.end : number.end + 1] or "\n") in " ,、;。\n"

    def _attributive(self, number: Quantity, clause: Span, following: Quantity | None) -> bool:
        """A quantity that describes a thing counted elsewhere (15分钟生活圈, 超10亿元企业2家)."""
        text = self.source.folded
        after = text[number.end : number.end + 1] or "\n"
        if number.unit_kind == "quantity" and _CLASS_OF.match(text, number.end, number.end + 8):
            return True
        if moves_on(text, number.end, clause.end):
            return False
        loose = number.unit_kind == "duration" or number.unit in ("岁", "级", "周岁")
        if loose and after not in _ENDS:
            return True
        if following is None or number.unit_kind == "rate" or following.start > clause.end:
            return False
        bound = number.unit_kind in ("quantity", "duration") or number.after in ("以上", "以下")
        gap = text[number.end : following.start]
        if not bound or len(gap) > 24 or len(gap) < 2 or _JOINS.search(gap):
            return False
        if number.unit_kind == "count" and following.unit == number.unit:
            return False
        stripped, _ = self.namer.back(gap, rate=following.unit_kind == "rate")
        return len(stripped.strip(" 的")) >= 2 and following.unit_kind in ("count", "rate")

    def counts(self, statement: Statement, clause: Span) -> bool:
        """Whether the quantity of an understood statement is a figure."""
        quantity, segment, namer = statement.segment.quantity, statement.segment, self.namer
        right, left = segment.right, segment.left.rstrip()
        explicit = bool(quantity.op or statement.op)
        if right.endswith("中") or _CONDITION.match(right) or left.endswith("±"):
            return False
        if _DEFINES.search(self.source.folded, max(clause.start, quantity.start - 60), quantity.start):
            return False
        conditional = _OF_SUCH.match(right) and statement.op and not statement.verbs
        if conditional and quantity.unit_kind in ("count", "quantity"):
            return False  # 从业人员不超过20人的企业: a condition
        if left.endswith("由") and _CARRIES_OUT.search(right):
            return False  # 由2名以上执法人员进行: who does it
        if quantity.unit == "%" and _SET_ASIDE.match(right):
            return False
        if quantity.unit_kind == "rate" and _QUORUM.search(right):
            return False
        if quantity.unit in _PHYSICAL and not statement.verbs:
            return False
        if namer.talk.within(self.source.folded, quantity.end, min(clause.end, quantity.end + 24)):
            return False
        if namer.structure_verbs.ending(left) or _MADE_OF.match(right[-2:]) or _MEMBERS.search(right):
            return False
        if quantity.unit_kind == "":
            reached = bool(statement.taken or quantity.op or segment.baseline is not None)
            return reached and not right
        if quantity.unit_kind == "rate":
            return not self._by_rule(clause, quantity, left, right)
        if quantity.unit_kind == "duration":
            term = statement.name.endswith(_TERMS) or namer.time_heads.ending(statement.name) is None
            return not (quantity.unit == "年" and term)
        if quantity.unit == "分" and not self._is_score(statement, clause, right):
            return False
        if self._by_rule(clause, quantity, left, right) and not self._fined(statement):
            return False
        if quantity.unit == "条" and (
            left.endswith(("办", "院", "委", "部", "府")) or namer.clause_nouns.at(right)
        ):
            return False
        if quantity.unit in ("名", "位") and left.endswith(("前", "后")):
            return False
        if quantity.unit in ("名", "人", "位") and (namer.roles.ending(left) or namer.roles.at(right)):
            return False
        if right.startswith(("扣", "加分", "得")):
            return False
        return not self._structure(statement, explicit, left, right)

    def _is_score(self, statement: Statement, clause: Span, right: str) -> bool:
        """满意度达到85分 is a score, 领导110分 or 扣5分 a mark."""
        before = self.source.folded[max(clause.start, statement.segment.quantity.start - 40) : clause.end]
        marks = _MARKS.search(before[: 40 + len(right) + 12])
        name = statement.name or "评分"
        return (
            not right
            and marks is None
            and (self.namer.scored.within(name) is not None or bool(statement.taken))
        )

    def _by_rule(self, clause: Span, quantity: Quantity, left: str, right: str) -> bool:
        """Money given or taken by rule (奖励100万元, 处3000元罚款, 按投资额的10%补助)."""
        if quantity.unit.endswith("元") or quantity.unit in ("倍", "分"):
            left = self.source.folded[max(clause.start, quantity.start - 24) : quantity.start]
            behind = self.source.folded[quantity.end : min(clause.end, quantity.end + 20)]
            granted = self.namer.grants.within(left) or self.namer.grants.within(behind)
            return granted is not None or "最高" in left[-8:] or left.endswith(("处", "处以", "罚"))
        if quantity.unit != "%":
            return False
        if self.namer.grants.within(left[-10:]) and _LIMIT.search(left):
            return True
        return bool(_BY_RULE.search(left[-16:])) and (
            self.namer.grants.within(right[:14]) is not None or left.endswith(("处", "罚", "最高"))
        )

    def _fined(self, statement: Statement) -> bool:
        """罚款30万元 as what has been done, not as what a breach costs."""
        return (
            statement.name in self.namer.grants
            and statement.name.endswith("款")
            and not statement.segment.right
        )

    def _structure(self, statement: Statement, explicit: bool, left: str, right: str) -> bool:
        """Counts of structure (设立5个工作组, 四大工程), which are no indicators."""
        quantity, namer = statement.segment.quantity, self.namer
        toward = "object-shared" in statement.steps
        word = namer.structure.at(right) if not toward else None
        if word and len(right) == len(word) and not (explicit and not quantity.numeral):
            return True
        if (
            word
            and len(right) - len(word) <= 2
            and quantity.value <= 20
            and (not explicit or quantity.numeral)
        ):
            return True
        if namer.divides.within(left[-20:]) and (word or namer.structure.ending(right)):
            return True
        if not quantity.numeral:
            return False
        if quantity.value <= 1:
            return not explicit
        if explicit or quantity.value_max is not None:
            return False
        strong = bool(statement.verbs) and any(verb in self.numeral_verbs for verb in statement.verbs)
        if quantity.value <= 10 and not strong:
            return True
        if self.numeral_nouns.ending(right):
            return True
        return not (statement.has_verb or segment_listed(statement))

    def fits_unit(self, statement: Statement, name: str) -> bool:
        """Whether a name may be measured in the unit: a time in days, an index without a unit."""
        quantity = statement.segment.quantity
        if quantity.unit_kind == "duration":
            shortened = any(word[:2] in _SHORTENED for word in statement.taken)
            return shortened or self.namer.time_heads.ending(name) is not None
        if quantity.unit_kind == "":
            return (
                quantity.scaled
                or (bool(statement.taken) and _ABBREVIATED.search(name) is not None)
                or self.namer.level_heads.ending(name) is not None
                or self.namer.rate_heads.ending(name) is not None
            )
        return True
