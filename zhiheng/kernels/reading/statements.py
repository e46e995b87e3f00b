"""What a segment states: the indicator's name, how it is measured, and the comparison meant.

The forms: subject + reach + number (合格率达到85%以上), verb + number + object (新增10个名牌),
verb + object + number (创建名牌2个), number + subject + deed (2户企业参加了评审), 对 + number +
thing + deed (对25家企业开展检查), share (达到总规模的50%), deed by percent (100%达标).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .names import Namer, strip_aspect
from .segments import Segment

_SHARE = re.compile(r"^(.{2,60}?)(?:达到|达|占到|占|为|不低于|不少于|超过|高于)(.{1,40}?)的$")
_PART = re.compile(r"^占(?:到)?([\u4e00-\u9fff]{2,30})$")
_OF = re.compile(r"的(?:比例)?(?:不低于|不少于|超过|约|近|至少|约为)?\s*$")
_EACH_OF = re.compile(r"^(.{2,30}?)(?:达到|达|不低于|不少于|超过)(每[十百千万亿]{0,2}[\u4e00-\u9fff]{1,5})$")
RECURRING = re.compile(r"每(?:年度?|个?季度?|个?月|周|半年|两年)")
_ON_BEHALF = re.compile(
    r"^(?:为|帮助|协助|向|给|在(?![用建校岗职线售库途])|通过|围绕|针对|依托|面向).{2,12}?"
)
_VERB_JOIN = re.compile(r"^(?:、|和|与|并|及|或|了)")
_DEED = re.compile(r"^([^了]{1,12}?)([\u4e00-\u9fff]{2})了(.{2,60})$")
_TOWARD = re.compile(r"^(?:对|向|为|给|将)")
_FINISHED = re.compile(r"完成|建成|全部")
_GOT = re.compile(r"获|被|入选|通过|参加|进入|列入")
_MADE = re.compile(r"^(?:创(?![新业意作造始建办收汇伤投客设立优成先面刊])|获(?![得奖批评证取利益悉]))")


@dataclass(slots=True)
class Statement:
    """A segment understood; `verbs` are the adding verbs, `taken` the reaching words stripped."""

    name: str
    form: str
    segment: Segment
    taken: list[str] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    op: str | None = None
    existing: bool = False
    change: bool = False
    falls: bool = False
    stock: bool = False
    needs_object: bool = False
    subject: str = ""
    scope: str | None = None
    yearly: bool = False
    recurring: bool = False
    until: bool = False
    part: bool = False
    in_turn: bool = False
    prefix: str = ""
    steps: list[str] = field(default_factory=list)

    def step(self, *keys: str) -> None:
        """Note rules that shaped the statement, each once."""
        self.steps.extend(key for key in keys if key not in self.steps)

    @property
    def has_verb(self) -> bool:
        """Whether the segment says itself what is done."""
        return bool(self.taken or self.verbs)


def understand(namer: Namer, segment: Segment) -> Statement:
    """The statement a segment makes; its name may still be empty (then the context names it)."""
    left = segment.left
    unit_kind = segment.quantity.unit_kind
    if unit_kind == "rate" and _OF.search(left):
        part = _PART.match(namer.front(_OF.sub("", left))[0])
        if part:
            found = Statement(f"占{namer.clean(part[1])}比例", "share", segment, taken=["达到"])
            found.step("share-named")
            return found
        share = _SHARE.match(namer.front(_OF.sub("的", left))[0])
        if share:
            name = f"{namer.clean(share[1])}占{namer.clean(share[2])}比例"
            found = Statement(name, "share", segment, taken=["达到"])
            found.step("share-named")
            return found
    bare, taken = namer.back(left, rate=unit_kind not in ("count", "quantity"))
    statement = Statement("", "", segment, taken=taken)
    statement.in_turn = "分别" in left
    statement.part = "其中" in left
    statement.stock = "累计" in left and unit_kind != "rate"
    _comparison(namer, statement)
    name, statement.scope = namer.front(bare)
    name = _each_of(statement, name)
    if unit_kind == "rate" or (unit_kind == "" and not segment.right):
        _rate(namer, statement, name)
    else:
        _count(namer, statement, name)
    statement.name = namer.clean(statement.name)
    return statement


def _each_of(statement: Statement, name: str) -> str:
    """某量达到每千人5批次: the base of the ratio goes in front of the name."""
    found = _EACH_OF.match(name)
    if found is None:
        return name
    statement.taken.append("达到")
    statement.step("base-of-ratio-in-front")
    return found[2] + found[1]


def _comparison(namer: Namer, statement: Statement) -> None:
    """The sign of comparison and of change among the words stripped."""
    for word in statement.taken:
        if word in namer.at_least:
            statement.op = statement.op or ">="
        elif word in namer.at_most:
            statement.op = statement.op or "<="
        elif word in namer.about:
            statement.op = statement.op or "~"
        if word in namer.stock or "累计" in word:
            statement.stock = True
        if word in namer.rise or word in namer.fall:
            statement.change = True
            statement.falls = word in namer.fall
        if word[:1] in "降减压缩下低" and word[-1:] in "到至为":
            statement.falls = True


def _rate(namer: Namer, statement: Statement, name: str) -> None:
    right = statement.segment.right
    if right and not right.startswith(("左右", "(")):
        if right.startswith("的"):
            right = right[1:]
        statement.form = "deed-by-percent"
        deed = namer.back(right)[0] or right
        statement.name = name + deed
        return
    rest, verbs = lead_verbs(namer, name, light_only=True)
    statement.form = "subject-reach" if statement.taken else "subject"
    statement.name = namer.enumeration_kept(rest if verbs and len(rest) >= 2 else name)


def _count(namer: Namer, statement: Statement, name: str) -> None:
    right = _object(namer, statement.segment.right)
    subject, verbs = tail_verbs(namer, name)
    if verbs and subject:
        subject, more = namer.back(subject, rate=False)
        statement.taken.extend(more)
        _comparison(namer, statement)
    nominal = bool(verbs) and (
        verbs[-1] in namer.deverbal
        or verbs[-1] in namer.deeds
        or (namer.exact.at(name) is not None and len(name) >= 6)
    )
    nominal = nominal or verbs == ["组织"]
    if not right and subject and nominal:
        subject, verbs = name, []  # 专项整治30余次: the deed is the thing counted
    statement.subject = subject
    if verbs or not name:
        statement.verbs = verbs
        if not right:
            statement.form = "verb-number"
            statement.needs_object = True
            statement.name = subject
            return
        if not verbs and (deed := _DEED.match(right)):
            statement.form = "number-subject-deed"
            statement.name = deed[2] + deed[3] + deed[1]
            return
        statement.form = "verb-number-object"
        thing = _with_deed(namer, verbs, right)
        if _is_group(namer, subject) or len(thing) <= 2:
            thing = subject + thing
        if not verbs and _FINISHED.search(right):
            statement.existing = True  # 8座水厂完成改造: a stated set
        if not verbs and _GOT.search(right):
            statement.taken = [word for word in statement.taken if word not in ("有", "共有")]
        statement.taken = [word for word in statement.taken if word != "为"]
        statement.name = _authored(namer, statement, verbs, thing)
        return
    relative = any(word in namer.states for word in statement.taken) and (
        ("的" in name and not name.endswith("的")) or namer.stock_nouns.ending(name) is not None
    )
    rest, verbs = (name, []) if relative else lead_verbs(namer, name)
    behalf = _ON_BEHALF.match(name)
    if behalf and not right and not verbs and not relative:
        found = namer.add.within(name, 2, min(len(name) - 2, 16))
        if found:  # 为消费者挽回经济损失: the deed stands behind the one it is done for
            statement.verbs, statement.name, statement.form = [found[1]], name, "verb-object-number"
            return
    counted = name.endswith(("数", "量", "率"))
    arrived = any(
        (word in namer.arrivals and word not in namer.stock)
        or word == "突破"
        or (word in namer.at_least and counted)
        for word in statement.taken
    )
    if arrived and verbs and not right and not any(verb in namer.fresh for verb in verbs):
        # 注册商标达到30件: what reaches a number is a stock, its first word no verb of adding
        if verbs[0] in namer.stock or statement.stock:
            name = rest
        verbs = []
        statement.step("reached-is-stock")
    statement.verbs = verbs
    if right:
        statement.form = "thing-and-deed"
        toward = bool(_TOWARD.match(rest)) or rest.endswith("对") or "对" in name[:6]
        front, scope = namer.front(_TOWARD.sub("", rest))
        statement.scope = statement.scope or scope
        front = "" if front.endswith("等") or front == "对" else front
        thing = namer.plain_object(right)
        statement.existing = toward or bool(
            re.search(r"(?:检查|监管|监督|工作(?![者人员站室组])|评估|整治|改造|升级|全部|完成|建成)", thing)
        )
        if front.count("、") + 1 == statement.segment.quantity.value and "“" not in front:
            front = ""  # 甲、乙、丙3个园区: the number counts those named
        statement.name = namer.enumeration(front).removesuffix("的") + thing
        return
    statement.form = "verb-object-number" if verbs else "subject-number"
    if any(verb in namer.stock for verb in verbs):
        statement.stock = True
    if not verbs and not statement.taken and not statement.stock:
        inside = namer.inner.within(name, 2, len(name) - 2)
        if inside:  # 各县建成示范点5个: the deed stands behind who does it
            verbs = statement.verbs = [inside[1]]
            head, thing = name[: inside[0]], name[inside[0] + len(inside[1]) :]
            statement.name = (
                _with_deed(namer, verbs, thing)
                if namer.actors.ending(head) and head not in namer.parallels
                else name
            )
            statement.step("deed-inside")
            return
    if verbs and not rest:
        statement.needs_object = True
        statement.name = name
        return
    # 获得驰名商标的企业达到5家: the verb belongs to the thing's own description
    if verbs:
        thing = _with_deed(namer, verbs, namer.enumeration(rest))
        statement.name = _authored(namer, statement, verbs, thing)
    else:
        statement.name = namer.enumeration(_middle_verb(namer, name))


def _with_deed(namer: Namer, verbs: list[str], thing: str) -> str:
    """抽检食品: a short object of a deed keeps the deed in its name."""
    if verbs and verbs[-1] in namer.deeds and 0 < len(thing) <= 6:
        return verbs[-1] + thing
    if verbs and verbs[-1] in namer.deverbal and 0 < len(thing) <= 2:
        return verbs[-1] + thing  # 制修订标准: a bare thing says too little without its deed
    return thing


def _authored(namer: Namer, statement: Statement, verbs: list[str], thing: str) -> str:
    """参与制修订国家标准: how a standard came about is part of what is counted."""
    said = [verb for verb in verbs if verb in namer.authored]
    if not said or len(said) < len(verbs):
        return thing
    left = statement.segment.left
    first = left.find(said[0])
    last = left.find(said[-1], first) + len(said[-1])
    statement.prefix = left[first:last] if 0 <= first < last <= first + 16 else said[-1]
    return thing if thing.startswith(statement.prefix) else statement.prefix + thing


def _middle_verb(namer: Namer, name: str) -> str:
    """部门开展专项整治: a light verb inside is dropped, one with content of its own stays."""
    for word in ("组织开展", "开展", "完成", "组织", "举办"):
        place = name.find(word)
        if (
            place > 0
            and len(name) - place - len(word) >= 2
            and not name.startswith(("情况", "率"), place + len(word))
        ):
            return namer.enumeration(name[:place]) + name[place + len(word) :].removeprefix("了")
    return name


def _object(namer: Namer, right: str) -> str:
    """The words behind the number up to where they stop speaking of it."""
    right = right.strip()
    if right.startswith("(") and ")" in right:
        right = right[right.index(")") + 1 :].strip()
    if right.startswith(("左右", "以上", "以内")):
        right = right[2:]
    right = right.removeprefix("的")
    place = right.find("以上")
    if place == 0:
        right = right[2:]
    return right


def _is_group(namer: Namer, subject: str) -> bool:
    """A subject that narrows the thing counted (规模以上企业), not the actor of the deed."""
    return len(subject) >= 2 and namer.actors.ending(subject) is None


def tail_verbs(namer: Namer, name: str) -> tuple[str, list[str]]:
    """Adding verbs at the end of a name: 重点设置和培育 -> ("", [设置, 培育])."""
    verbs: list[str] = []
    rest = name
    for _ in range(6):
        trimmed = rest.rstrip(" 、和与并及了")
        word = namer.add.ending(trimmed) or namer.stock.ending(trimmed) or namer.light.ending(trimmed)
        if word is None or (not verbs and len(trimmed) < len(rest) and not rest.endswith("了")):
            break
        rest = trimmed[: -len(word)]
        verbs.insert(0, word)
        rest = namer.adverb_stripped(rest)
        manner = namer.manner.ending(rest)
        if manner:
            rest = rest[: -len(manner)]
    if not verbs:
        return name, []
    return namer.front(rest)[0] if rest else "", verbs


def lead_verbs(namer: Namer, name: str, light_only: bool = False) -> tuple[str, list[str]]:
    """Adding verbs at the head of a name: 组织开展技能培训 -> (技能培训, [组织开展])."""
    verbs: list[str] = []
    rest = name
    lists = (namer.light, namer.exact) if light_only else (namer.add, namer.light, namer.stock)
    if name[:1] == "年" and any(words.at(name, 1) for words in lists):
        rest = name[1:]  # 年培训某人
    for _ in range(6):
        rest = namer.adverb_fronted(rest)
        manner = namer.manner.at(rest)
        if manner and any(words.at(rest, len(manner)) for words in (*lists, namer.manner)):
            rest = rest[len(manner) :]
            continue
        word = max((words.at(rest) or "" for words in lists), key=len)
        made = _MADE.match(rest) if not word and not light_only else None
        if made and len(rest) > 3:
            verbs.append(made.group())
            rest = rest[made.end() :]
            continue
        if not word and rest.startswith("新") and any(words.at(rest, 1) for words in lists):
            rest = rest[1:]  # 新获得, 新认定
            continue
        if not word or len(rest) - len(word) < 2:
            break
        if verbs and word in namer.deverbal and not light_only and word not in namer.authored:
            break  # 发送宣传短信: behind a verb the next one belongs to the thing
        if namer.compounds.at(rest):
            break
        after = rest[len(word) :]
        if after.startswith(("率", "数", "量", "力", "者", "型", "级", "性")):
            break
        if after in namer.level_heads and word not in namer.light:
            break
        joined = _VERB_JOIN.match(after)
        following = after[joined.end() :] if joined else after
        if joined and joined.group() != "了" and not any(words.at(following) for words in lists):
            break
        verbs.append(word)
        rest = strip_aspect(following) if joined and joined.group() == "了" else following
    return rest, verbs
