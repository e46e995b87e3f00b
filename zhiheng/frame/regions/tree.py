"""The division tree in memory: ancestors, children, and finding a place by what people write.

A name is never guessed. ``find`` gives every place that the words can mean, and near matches apart from them;
``one`` takes an answer only when there is exactly one.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhiheng.frame.regions.models import Level, Region, prefix_range, territory_prefix

COLLECTING = "汇总码"


class RegionError(ValueError):
    """A region that cannot be told from what was written; the message is for users, in Chinese."""


class UnknownRegion(RegionError):
    """No region has this code or name."""


class AmbiguousRegion(RegionError):
    """Several regions have this name."""

    def __init__(self, message: str, candidates: list[Node]) -> None:
        super().__init__(message)
        self.candidates = candidates


@dataclass(frozen=True)
class Node:
    """One region of the tree, without its database row."""

    code: str
    name: str
    short_name: str
    level: str
    parent: str | None
    kind: str
    valid_from: date | None
    valid_to: date | None
    successor: str | None

    def valid_on(self, day: date) -> bool:
        """Whether the code was in use on ``day``; an open end counts as in use."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Found:
    """What ``find`` found: places that the words mean, and, when there are none, places they may have meant."""

    text: str
    candidates: list[Node]
    suggestions: list[Node]
    tree: RegionTree

    def one(self) -> Node:
        """The only candidate. Raises UnknownRegion or AmbiguousRegion, naming the choices."""
        if len(self.candidates) == 1:
            return self.candidates[0]
        if not self.candidates:
            hint = (
                f"您要找的是不是：{self._listed(self.suggestions)}?"
                if self.suggestions
                else "请用六位区划代码。"
            )
            raise UnknownRegion(f"没有区划“{self.text}”。{hint}")
        raise AmbiguousRegion(
            f"“{self.text}”有 {len(self.candidates)} 个区划：{self._listed(self.candidates)}。请写明上级或用区划代码。",
            self.candidates,
        )

    def _listed(self, nodes: list[Node]) -> str:
        shown = "、".join(f"{self.tree.path_name(n.code)}({n.code})" for n in nodes[:8])
        return shown + (f" 等 {len(nodes)} 个" if len(nodes) > 8 else "")


class RegionTree:
    """A snapshot of the regions; make one for a task, not for a process.

    ``RegionTree.load()`` holds the levels down to county (some 3,400 rows, milliseconds);
    ``RegionTree.load(townships=True, within="620700")`` adds the townships of one territory.
    """

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = {node.code: node for node in nodes}
        self._children: dict[str | None, list[Node]] = {}
        self._names: dict[str, list[Node]] = {}
        self._township_names: dict[str, list[Node]] = {}
        for node in sorted(self._nodes.values(), key=lambda n: n.code):
            self._children.setdefault(node.parent, []).append(node)
            if node.kind != COLLECTING:
                for name in _names(node):
                    self._names.setdefault(name, []).append(node)
                if node.level == Level.TOWNSHIP and node.short_name != node.name:
                    self._township_names.setdefault(node.short_name, []).append(node)

    @classmethod
    def load(cls, townships: bool = False, within: str = "") -> RegionTree:
        """Read the regions; ``within`` limits the townships to one territory's code."""
        columns = (
            "code",
            "name",
            "short_name",
            "level",
            "parent_id",
            "kind",
            "valid_from",
            "valid_to",
            "successor_id",
        )
        rows = list(Region.objects.exclude(level=Level.TOWNSHIP).order_by().values_list(*columns))
        if townships:
            query = Region.objects.filter(level=Level.TOWNSHIP).order_by()
            if prefix := territory_prefix(within):
                low, high = prefix_range(prefix)
                query = query.filter(code__gte=low, code__lt=high)
            rows += query.values_list(*columns)
        return cls(Node(*row) for row in rows)

    def __contains__(self, code: object) -> bool:
        return code in self._nodes

    def __len__(self) -> int:
        return len(self._nodes)

    def get(self, code: str) -> Node:
        """The region with exactly this code. Raises UnknownRegion."""
        node = self._nodes.get(code)
        return node if node is not None else self.find(code).one()

    def ancestors(self, code: str) -> list[Node]:
        """From the nation down to the parent; empty for the nation."""
        above: list[Node] = []
        parent = self.get(code).parent
        while parent is not None:
            node = self._nodes[parent]
            above.append(node)
            parent = node.parent
        return above[::-1]

    def children(self, code: str, on: date | None = None, through_collecting: bool = False) -> list[Node]:
        """Regions right below, by code: those in use on ``on``, or those not ended when no day is given.

        ``through_collecting`` puts the counties in the place of 市辖区 and other collecting codes, so that a
        municipality shows its districts.
        """
        below: list[Node] = []
        for node in self._children.get(self.get(code).code, []):
            if through_collecting and node.kind == COLLECTING:
                below += self.children(node.code, on)
            elif _current(node, on):
                below.append(node)
        return below

    def descendants(self, code: str, on: date | None = None) -> list[Node]:
        """All regions below, each before its own children."""
        below: list[Node] = []
        for node in self.children(code, on):
            below += [node, *self.descendants(node.code, on)]
        return below

    def path_name(self, code: str) -> str:
        """Full name from the province down, without collecting codes: 甘肃省张掖市甘州区."""
        chain = [*self.ancestors(code), self.get(code)]
        named = [n.name for n in chain if n.level != Level.NATION and n.kind != COLLECTING]
        return "".join(named) or chain[-1].name

    def find(self, text: str, on: date | None = None, within: str = "") -> Found:
        """Every region that ``text`` can mean: a code, a full or short name, or a path (甘肃张掖甘州区).

        ``on``: only regions in use that day; without it, those that have ended count only when no other fits.
        ``within``: only inside that region's territory, itself included.
        """
        words = re.sub(r"[\s/、,,>·-]+", "", text)
        prefix = territory_prefix(within)
        matches = self._by_code(words) if words.isdigit() else self._by_name(words)
        matches = [n for n in matches if n.code.startswith(prefix)]
        if on is not None:
            matches = [n for n in matches if n.valid_on(on)]
        else:
            matches = [n for n in matches if n.valid_to is None] or matches
        suggestions = [] if matches else self._near(words, prefix)
        return Found(text.strip(), matches, suggestions, self)

    def _by_code(self, digits: str) -> list[Node]:
        """Exact code; also the short forms 62 and 6207 and the twelve digits of the statistics."""
        forms = {digits}
        if len(digits) in {2, 4}:
            forms.add(digits.ljust(6, "0"))
        if len(digits) == 12 and digits.endswith("000"):
            forms |= {digits[:9], digits[:6]} if digits.endswith("000000") else {digits[:9]}
        return [self._nodes[c] for c in sorted(forms) if c in self._nodes]

    def _by_name(self, words: str) -> list[Node]:
        """By full, short and customary names; a township's short name counts only when nothing else fits."""
        for names in (self._names, self._township_names):
            found: dict[str, Node] = {}
            for start in range(len(words)):
                head = words[:start]
                fitting = [n for n in names.get(words[start:], []) if not head or self._leads(head, n)]
                found |= {n.code: n for n in fitting}
            if found:
                return list(found.values())
        return []

    def _leads(self, head: str, node: Node) -> bool:
        """Whether ``head`` is made of names of the node's ancestors, from above downwards; levels may be left out."""
        rest = head
        for above in self.ancestors(node.code):
            for name in sorted(_names(above), key=len, reverse=True):
                if rest.startswith(name):
                    rest = rest.removeprefix(name)
                    break
        return not rest

    def _near(self, words: str, prefix: str) -> list[Node]:
        if not words:
            return []
        if words.isdigit():
            near: list[Node] = []
            for length in (6, 4, 2):
                above = self._nodes.get(words[:length].ljust(6, "0"))
                if above is not None:
                    siblings = [n.code for n in self._children.get(above.code, [])]
                    close = difflib.get_close_matches(words[:6], siblings, n=3, cutoff=0.8)
                    near = [above, *(self._nodes[c] for c in close)]
                    break
        else:
            near = self._near_below(words) + self._like(words, self._names)
        return [n for n in dict.fromkeys(near) if n.code.startswith(prefix)][:8]

    def _near_below(self, words: str) -> list[Node]:
        """For a path that goes wrong somewhere (甘肃省张掖市甘洲区): like names below its longest right beginning."""
        for end in range(len(words) - 2, 1, -1):
            tops = self._by_name(words[:end])
            if tops:
                below: dict[str, list[Node]] = {}
                for node in (n for top in tops for n in self.descendants(top.code)):
                    for name in _names(node):
                        below.setdefault(name, []).append(node)
                return self._like(words[end:], below)
        return []

    @staticmethod
    def _like(words: str, names: dict[str, list[Node]]) -> list[Node]:
        """Nodes whose names hold ``words``, are held by them, or resemble them, the likest first."""
        like = {name for name in names if len(words) >= 2 and (words in name or name in words)}
        like |= set(difflib.get_close_matches(words, list(names), n=5, cutoff=0.6))
        order = sorted(like, key=lambda name: (-difflib.SequenceMatcher(None, name, words).ratio(), name))
        return [node for name in order for node in names[name]]


def _current(node: Node, on: date | None) -> bool:
    return node.valid_to is None if on is None else node.valid_on(on)


def _names(node: Node) -> set[str]:
    """What a region is called: for a township only its full name, else also 张掖, and 甘南州 or 肃南县."""
    names = {node.name}
    if node.level != Level.TOWNSHIP and node.short_name:
        names.add(node.short_name)
        if node.name.endswith(("自治州", "自治县", "自治旗")):
            names.add(node.short_name + node.name[-1])
    return names
