"""See that the system has what the tests need; install what is missing, or say exactly what to install.

    python scripts/ensure_system.py chromium fonts-noto-cjk postgresql libreoffice-writer-nogui

Only ``make test`` calls this: the product itself needs none of them
(LibreOffice opens .doc, .wps, .rtf and .odt where it is there). Installing goes through apt-get,
as root or by ``sudo -n`` (never asking for a password). Exit 0: all there; 1: something is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
)
CJK_FONTS = ("*CJK*", "wqy-*", "*SourceHan*", "simsun*", "simfang*", "uming*", "PingFang*", "*Songti*")


def find_browser() -> str | None:
    """Path of a Chromium-like browser; ``ZHIHENG_CHROMIUM`` goes first."""
    named = os.environ.get("ZHIHENG_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def find_cjk_font() -> str | None:
    """Path of one font file with Chinese glyphs, by the usual names in the usual folders."""
    for folder in FONT_FOLDERS:
        root = Path(folder).expanduser()
        if not root.is_dir():
            continue
        for pattern in CJK_FONTS:
            for path in root.rglob(pattern):
                if path.suffix.lower() in {".ttc", ".ttf", ".otf"}:
                    return str(path)
    return None


def find_postgres() -> str | None:
    """Folder that holds initdb and pg_ctl: the newest under /usr/lib/postgresql, else where the PATH finds them."""
    versions = sorted(
        (p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "initdb").exists()),
        key=lambda p: float(p.parent.name) if p.parent.name.replace(".", "").isdigit() else 0.0,
    )
    folders = [str(versions[-1])] if versions else []
    if initdb := shutil.which("initdb"):
        folders.append(str(Path(initdb).parent))
    return next((f for f in folders if (Path(f) / "pg_ctl").exists()), None)


def find_office() -> str | None:
    """Path of LibreOffice; ``ZHIHENG_OFFICE`` goes first."""
    named = os.environ.get("ZHIHENG_OFFICE")
    if named is not None:
        return named if named and os.access(named, os.X_OK) else None
    return shutil.which("soffice") or shutil.which("libreoffice")


@dataclass(frozen=True)
class Need:
    """One thing to look for, the package that brings it, and the words for people without apt-get."""

    package: str
    find: Callable[[], str | None]
    words: str


NEEDS = {
    need.package: need
    for need in (
        Need("chromium", find_browser, "Chromium 或 Chrome 浏览器 / a Chromium or Chrome browser"),
        Need(
            "fonts-noto-cjk",
            find_cjk_font,
            "中文字体(如 Noto CJK) / a font with Chinese glyphs such as Noto CJK",
        ),
        Need(
            "postgresql",
            find_postgres,
            "PostgreSQL 14+ 服务器程序(initdb、pg_ctl) / the PostgreSQL 14+ server programs",
        ),
        Need(
            "libreoffice-writer-nogui",
            find_office,
            "LibreOffice Writer(读 .doc、.wps) / LibreOffice Writer, for .doc and .wps",
        ),
    )
}


def apt_prefix() -> list[str] | None:
    """The words to put before apt-get, or None where it cannot be used without asking."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def install(packages: Sequence[str], prefix: Sequence[str]) -> bool:
    """Run apt-get for ``packages``; True when it says it worked."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=300"]
    command = [*prefix, "apt-get", *wait, "install", "-y", "--no-install-recommends", *packages]
    sys.stdout.write("==> " + " ".join(command) + "\n")
    sys.stdout.flush()
    subprocess.run(
        [*prefix, "apt-get", *wait, "update", "-qq"], env=environment, stdin=subprocess.DEVNULL, check=False
    )
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode == 0


def main(wanted: Sequence[str]) -> int:
    unknown = [name for name in wanted if name not in NEEDS]
    if unknown:
        sys.stderr.write(f"不认识:{'、'.join(unknown)};可用:{'、'.join(NEEDS)}\n")
        return 2
    missing = [NEEDS[name] for name in wanted if NEEDS[name].find() is None]
    prefix = apt_prefix() if missing else None
    if missing and prefix is not None and install([need.package for need in missing], prefix):
        missing = [need for need in missing if need.find() is None]
    if not missing:
        return 0
    packages = " ".join(need.package for need in missing)
    sys.stderr.write("测试还缺少以下系统组件 / the tests still need:\n")
    for need in missing:
        sys.stderr.write(f"  - {need.words}\n")
    sys.stderr.write(
        f"请安装后再运行 make test;Debian/Ubuntu:\n  sudo apt-get update && sudo apt-get install {packages}\n"
    )
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or list(NEEDS)))
