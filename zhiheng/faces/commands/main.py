"""The console script ``zhiheng``: the same verbs as the pages, for people and for programs."""

from __future__ import annotations

import os
import sys

import typer

from zhiheng.faces.commands.base import Fault, fail

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="质衡：从政策文件和部门台账，到有人负责的数字。",
)


def _commands() -> None:
    # Each module adds its verbs to the application; they import Django's models only when they run.
    from zhiheng.faces.commands import (
        assessing,
        comparing,
        demo,
        loading,
        measuring,
        operating,
        reading,
        reporting,
    )

    for module in (reading, loading, comparing, measuring, assessing, reporting, operating, demo):
        module.add(app)


def run() -> None:
    """Entry point. Known errors become one message on stderr and exit code 1; nothing half-written."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.settings")
    _commands()
    try:
        app(standalone_mode=False)
    except Fault as fault:
        fail(str(fault))
    except (typer.Exit, SystemExit) as leaving:
        code = getattr(leaving, "exit_code", getattr(leaving, "code", 0))
        sys.exit(code)
    except KeyboardInterrupt:
        fail("已中断。", code=130)
    except Exception as error:
        from zhiheng.faces.commands.base import known

        if (said := known(error)) is None:
            raise
        fail(said)


if __name__ == "__main__":
    run()
