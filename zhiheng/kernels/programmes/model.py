"""A programme whose parts hold together."""

from __future__ import annotations

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from zhiheng.kernels.programmes.checks import cross_problems
from zhiheng.kernels.programmes.errors import Problem
from zhiheng.kernels.programmes.parts import ProgrammeParts


class Programme(ProgrammeParts):
    """One programme. Its parts refer to each other by path, id and key, and all of it holds."""

    @model_validator(mode="after")
    def _holds_together(self) -> Programme:
        problems = cross_problems(self)
        if problems:
            raise PydanticCustomError(
                "programme_parts", "{summary}", {"summary": _join(problems), "problems": problems}
            )
        return self


def _join(problems: list[Problem]) -> str:
    return " / ".join(str(problem) for problem in problems)
