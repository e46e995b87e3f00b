"""What every kind of figures shares: its base class, the mark of certainty, and how a number is cut."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Certainty(StrEnum):
    """How sure we are of a figure."""

    READ = "read"
    CODE = "code"
    DERIVED = "derived"
    REMEMBERED = "remembered"
    CONVENTION = "convention"

    @property
    def label(self) -> str:
        return {
            "read": "已查阅文本",
            "code": "据公开实现核对",
            "derived": "由公布数据推算",
            "remembered": "凭记忆，待核对原文",
            "convention": "本系统约定",
        }[self.value]


class Payload(BaseModel):
    """Base of all payloads: frozen, no unknown fields, so that a misspelt figure is an error and not a gap."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# Rounding -----------------------------------------------------------------------------------------------------------

RoundingRule = Literal["half_up", "half_even", "up", "down"]


class Rounding(Payload):
    """How a number is cut: rule and decimals."""

    rule: RoundingRule
    decimals: int = Field(default=0, ge=0, le=10)
