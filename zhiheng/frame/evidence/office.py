"""LibreOffice, when it is installed: what only an office program opens becomes a Word file.

It is run on a copy in a folder of its own, with a profile of its own, without a screen and for a bounded time; when
the time is up it is ended with all it started.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from zhiheng.kernels.documents import Document, DocumentError, open_document

PROGRAMS: Final = ("soffice", "libreoffice")
SECONDS: Final = 90
_MAX_BYTES: Final = 100 * 1024 * 1024
# Told what a file is, LibreOffice refuses a damaged one; left to guess, it would take it for plain text.
_FILTERS: Final = {
    ".doc": "MS Word 97",
    ".rtf": "Rich Text Format",
    ".odt": "writer8",
    ".xml": "MS Word 2003 XML",
}


def open_file(data: bytes, name: str) -> Document:
    """The text of a file as people send it: `open_document` with LibreOffice, where it is installed, behind it."""
    return open_document(data, name, office_converter())


def office_converter(seconds: float = SECONDS) -> Callable[[bytes, str], bytes] | None:
    """What makes a .docx of a document's bytes and name; None when LibreOffice is not installed.

    ZHIHENG_OFFICE names the program where it is not on the path; empty, it is taken as not installed.
    The maker raises DocumentError (Chinese).
    """
    named = os.environ.get("ZHIHENG_OFFICE")
    wanted = PROGRAMS if named is None else (named,)
    program = next((found for each in wanted if each and (found := shutil.which(each))), None)
    if program is None:
        return None
    return lambda data, name: _converted(program, data, name, seconds)


def _converted(program: str, data: bytes, name: str, seconds: float) -> bytes:
    suffix = Path(name).suffix.lower() or ".doc"
    with tempfile.TemporaryDirectory(prefix="zhiheng-office-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        # The name is not the user's: nothing of what was uploaded reaches the command line.
        source, made = home / f"document{suffix}", home / "out" / "document.docx"
        source.write_bytes(data)
        wanted = _FILTERS.get(suffix)
        told = [f"--infilter={wanted}"] if wanted else []
        command = [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore",
                   "--nolockcheck", "--nodefault", "--nologo", *told, "--convert-to", "docx:MS Word 2007 XML",
                   "--outdir", str(made.parent), str(source)]  # fmt: skip
        _run(command, home, name, seconds)
        if not made.is_file() or made.stat().st_size > _MAX_BYTES:
            raise DocumentError(
                "LibreOffice 打不开这个文件，可能已损坏、加了密码，或不是文字文档",
                name,
                "请在 Word 或 WPS 中打开，另存为 .docx 再导入",
            )
        return made.read_bytes()


def _run(command: list[str], home: Path, name: str, seconds: float) -> None:
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "TMPDIR": str(home),
        "LC_ALL": "C.UTF-8",
    }
    try:
        process = subprocess.Popen(  # noqa: S603 - a program found on the path, with arguments of our own
            command,
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise DocumentError(
            "LibreOffice 启动不了", name, "请管理员检查安装；或在 Word 中另存为 .docx 再导入"
        ) from error
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"LibreOffice 转换超过 {seconds:g} 秒没有完成", name, "请在 Word 或 WPS 中另存为 .docx 再导入"
        ) from error
    finally:
        # The program starts others; the group goes, whether it ended well or not.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
