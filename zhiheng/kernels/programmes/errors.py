"""What is wrong with a programme, told so that the person who wrote it can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault: where it stands, what it is, how to mend it.

    ``where`` is the path of keys from the top of the file, such as ``targets[3](T04).by``;
    ``line`` counts from 1 and is None when the programme did not come from a file.
    """

    where: str
    what: str
    mend: str
    line: int | None = None

    def __str__(self) -> str:
        place = self.where or "全文"
        if self.line is not None:
            place = f"第 {self.line} 行 {place}"
        return f"{place}：{self.what}；{self.mend}"


class ProgrammeError(ValueError):
    """A programme that cannot be taken. Nothing of it has been kept.

    ``source`` is the name of the file (or of the reading); ``problems`` lists every fault
    found, not only the first.
    """

    def __init__(self, source: str, problems: Sequence[Problem]) -> None:
        self.source = source
        self.problems = list(problems)
        lines = "\n".join(f"  {number}. {problem}" for number, problem in enumerate(self.problems, 1))
        super().__init__(f"方案 {source} 不能载入，共 {len(self.problems)} 处问题：\n{lines}")
