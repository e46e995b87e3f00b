"""A time limit as the rules state it: so many days, working days, months or years, or the end of a month."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Unit = Literal["days", "working_days", "months", "years", "month_end"]
UNITS: tuple[Unit, ...] = ("days", "working_days", "months", "years", "month_end")
_LABELS: dict[Unit, str] = {
    "days": "{}日",
    "working_days": "{}个工作日",
    "months": "{}个月",
    "years": "{}年",
}


class WorktimeError(ValueError):
    """A date or a limit that cannot be reckoned; the message is Chinese and says how to mend it."""


class Limit(BaseModel):
    """Exactly one of the fields is given, for example ``{working_days: 7}``.

    ``month_end: 0`` is the last day of the month the count starts in, ``1`` that of the next month.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: int | None = Field(default=None, ge=0)
    working_days: int | None = Field(default=None, ge=0)
    months: int | None = Field(default=None, ge=0)
    years: int | None = Field(default=None, ge=0)
    month_end: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _exactly_one(self) -> Limit:
        given = [unit for unit in UNITS if getattr(self, unit) is not None]
        if len(given) != 1:
            raise ValueError(
                "期限须且只须写 days、working_days、months、years、month_end 中的一项，"
                f"现有 {len(given)} 项：{'、'.join(given) or '无'}"
            )
        return self

    @property
    def unit(self) -> Unit:
        return next(unit for unit in UNITS if getattr(self, unit) is not None)

    @property
    def count(self) -> int:
        return int(getattr(self, self.unit))

    @property
    def text(self) -> str:
        """The limit in Chinese, such as 7个工作日."""
        if self.unit == "month_end":
            return {0: "当月月底前", 1: "次月月底前"}.get(self.count, f"其后第{self.count}个月月底前")
        return _LABELS[self.unit].format(self.count)
