"""What the declarations of this room have in common."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, RowRule

PLACE = ("行政区划", "区划代码", "县区", "所在地")
FIRM = ("企业", "单位名称", "公司名称")
CODE = ("信用代码", "社会信用代码")


def number(name: str, *aliases: str, made_from: tuple[str, ...] = ()) -> Column:
    """The column that names a row; ``made_from``: what tells rows apart in lists that have no such number."""
    return Column(name, aliases=("编号", *aliases), identifier=True, made_from=made_from)


def place() -> Column:
    return Column("region", aliases=PLACE, filter=True, public=True)


def firm(*aliases: str, public: bool = True) -> tuple[Column, Column]:
    """Name and credit code of the enterprise."""
    return (
        Column("enterprise", aliases=(*FIRM, *aliases), public=public),
        Column("credit_code", aliases=CODE, listed=False, identifier=True, public=public),
    )


def after(later: str, earlier: str, message: str) -> RowRule:
    """One date is not before another."""
    return RowRule((later, earlier), lambda a, b: a >= b, message, "请核对两个日期。")


def within(part: str, whole: str, message: str) -> RowRule:
    """A part is not more than the whole."""
    return RowRule((part, whole), lambda a, b: a <= b, message, "请核对两个数。")
