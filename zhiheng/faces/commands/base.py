"""What every command shares: starting Django, the actor, tables for people, JSON for programs, errors on stderr."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from zhiheng.frame.people.actors import Actor

out = Console(highlight=False, soft_wrap=True)


class Fault(Exception):
    """Something the user can mend; its text is shown as it is."""


def fail(message: str, *, code: int = 1) -> NoReturn:
    """The message on stderr, and out."""
    print(f"错误：{message}", file=sys.stderr)
    sys.exit(code)


def known(error: BaseException) -> str | None:
    """The text of an error that says what, where and how to mend; None for a fault of ours."""
    from django.core.exceptions import PermissionDenied, ValidationError

    from zhiheng.kernels.documents import DocumentError
    from zhiheng.kernels.intake import IntakeError
    from zhiheng.kernels.measures import MeasureError
    from zhiheng.kernels.programmes import ProgrammeError
    from zhiheng.kernels.reading import ReadingError
    from zhiheng.kernels.rules import RuleError

    # Typer carries a copy of click; its mistakes are told apart by what they can do, not by their class.
    if hasattr(error, "format_message"):
        return _usage(error)
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}：{OS_FAULTS.get(error.errno or 0, error.strerror)}。请检查路径和权限。"
    if isinstance(error, ValidationError):
        return "；".join(error.messages)
    # Every room's own errors derive from ValueError and are written for its users.
    written_for_users = (
        *(DocumentError, ReadingError, MeasureError, ProgrammeError, RuleError, IntakeError),
        *(PermissionDenied, OSError),
    )
    if isinstance(error, written_for_users):
        return str(error)
    if isinstance(error, ValueError) and type(error).__module__.startswith("zhiheng."):
        return str(error)
    return None


OS_FAULTS = {
    errno.ENOENT: "没有这个文件或目录",
    errno.EACCES: "没有读写权限",
    errno.EISDIR: "这是一个目录，不是文件",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.ENOSPC: "磁盘已满",
    errno.EEXIST: "已经存在",
}


def _usage(error: Any) -> str:
    """A mistake on the command line in Chinese: which word, and where to look."""
    context = getattr(error, "ctx", None)
    help_hint = f"可运行 {context.command_path} --help 查看用法。" if context is not None else ""
    option = getattr(error, "option_name", "")
    if option and type(error).__name__ == "NoSuchOption":
        near = f"您是不是要：{'、'.join(error.possibilities)}。" if error.possibilities else ""
        return f"没有选项 {option}。{near}{help_hint}"
    parameter = getattr(error, "param", None)
    if parameter is not None:
        name = "、".join(parameter.opts) if parameter.param_type_name == "option" else parameter.name.upper()
        if type(error).__name__ == "MissingParameter":
            return f"缺少 {name}：{parameter.help or ''}。{help_hint}"
        return f"{name} 的值不对：{error.message}。{help_hint}"
    return f"命令写法有误：{error.format_message()} {help_hint}"


def start() -> None:
    """Bring up Django; a database that is not there is said, not traced."""
    import django

    django.setup()


def ready() -> None:
    """Django with its tables in place."""
    with reached():
        from zhiheng.faces.commands.database import bring_up_to_date

        bring_up_to_date()


@contextmanager
def reached() -> Iterator[None]:
    """Django for what asks the database first; Fault when it is not there."""
    start()
    from django.db import connection
    from django.db.utils import OperationalError

    try:
        yield
    except OperationalError as error:
        raise Fault(
            f"连不上数据库 {connection.settings_dict['NAME']}：{error}。请检查 ZHIHENG_DATABASE 和数据库服务。"
        ) from error


def actor(command: str) -> Actor:
    """The machine's actor, named after the command in the trail."""
    from zhiheng.frame.people.actors import machine

    return machine(f"命令 {command}")


def show_json(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return str(value)


def show_table(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], *, right: Sequence[int] = ()
) -> None:
    """A table for people; ``right`` names the columns to set flush right."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for at, head in enumerate(heads):
        table.add_column(head, justify="right" if at in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if v is None else str(v) for v in row))
    out.print(table)
