"""What the two commands of the README rest on: locks, assets, system parts, targets."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from scripts import ensure_system
from scripts.vendor_assets import FILES, vendor

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~ ;]", r, maxsplit=1)[0].lower().replace("_", "-") for r in requirements}


RUNTIME = names(PYPROJECT["project"]["dependencies"])
EXTRAS = {key: names(value) for key, value in PYPROJECT["project"]["optional-dependencies"].items()}
NPM = {**PACKAGES["dependencies"], **PACKAGES["devDependencies"]}


def locked(file: str) -> dict[str, str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", text, re.MULTILINE))


@pytest.mark.parametrize(
    ("file", "needed"),
    [
        ("requirements.lock", RUNTIME | EXTRAS["build"]),
        ("requirements-dev.lock", RUNTIME | EXTRAS["build"] | EXTRAS["dev"]),
    ],
)
def test_locks_hold_every_dependency_with_hashes_and_no_host(file: str, needed: set[str]) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not needed - locked(file).keys()
    assert not re.search(r"https?://|--index-url|--find-links", text)
    pins = re.split(r"\n(?=[a-z0-9])", text)
    assert all("--hash=sha256:" in pin for pin in pins if "==" in pin)


def test_both_locks_agree() -> None:
    runtime, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: dev.get(name) for name in runtime} == runtime


def test_front_end_packages_are_locked_exactly() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for name, version in NPM.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        entry = lock["packages"][f"node_modules/{name}"]
        assert entry["version"] == version
        assert entry["integrity"]
        assert "resolved" not in entry


def test_every_dependency_has_its_reason_written_down() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    missing = [n for n in (RUNTIME | EXTRAS["build"] | EXTRAS["dev"] | NPM.keys()) if f"`{n}`" not in page]
    assert not missing


def modules(folder: Path, **changed: str) -> Path:
    for package, sources in FILES.items():
        home = folder / package
        for source in sources:
            (home / source).parent.mkdir(parents=True, exist_ok=True)
            (home / source).write_text(
                changed.get(Path(source).name.replace(".", "_"), "/* x */"), encoding="utf-8"
            )
        about = {"name": package, "version": "1.2.3", "license": "MIT", "homepage": "home.invalid"}
        (home / "package.json").write_text(json.dumps(about), encoding="utf-8")
    (folder / "echarts" / "LICENSE").write_text("the licence", encoding="utf-8")
    return folder


def test_assets_are_copied_afresh_with_their_licences(tmp_path: Path) -> None:
    target = tmp_path / "vendor"
    target.mkdir()
    (target / "stale.js").write_text("old")
    source = modules(tmp_path / "m", tabler_min_css="a{}\n/*# sourceMappingURL=tabler.min.css.map */")
    lines = vendor(source, target)
    assert len(lines) == 3
    assert sorted(p.name for p in target.iterdir()) == [
        "echarts.LICENSE.txt",
        "echarts.min.js",
        "htmx.min.js",
        "htmx.org.LICENSE.txt",
        "tabler-core.LICENSE.txt",
        "tabler.min.css",
        "tabler.min.js",
    ]
    assert (target / "tabler.min.css").read_text() == "a{}\n"
    assert "the licence" in (target / "echarts.LICENSE.txt").read_text()
    assert "MIT" in (target / "tabler-core.LICENSE.txt").read_text()


@pytest.mark.parametrize(
    "css", ["@import '//cdn.invalid/x.css';", "a{background:url(https://cdn.invalid/x.png)}"]
)
def test_a_style_sheet_that_loads_from_elsewhere_is_refused(tmp_path: Path, css: str) -> None:
    target = tmp_path / "vendor"
    target.mkdir()
    (target / "kept.js").write_text("old")
    with pytest.raises(SystemExit, match="another host"):
        vendor(modules(tmp_path / "m", tabler_min_css=css), target)
    assert (target / "kept.js").exists()


def test_missing_packages_are_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"htmx\.org is not in .*npm ci"):
        vendor(tmp_path, tmp_path / "vendor")


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A system without the three parts; returns the installs that were tried."""
    tried: list[list[str]] = []
    needs = {n: ensure_system.Need(n, lambda: None, need.words) for n, need in ensure_system.NEEDS.items()}
    monkeypatch.setattr(ensure_system, "NEEDS", needs)
    monkeypatch.setattr(
        ensure_system, "install", lambda packages, prefix: bool(tried.append(list(packages))) or True
    )
    return tried


def test_without_rights_it_says_exactly_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], nothing_installed: list[Any]
) -> None:
    monkeypatch.setattr(ensure_system, "apt_prefix", lambda: None)
    assert ensure_system.main(["chromium", "postgresql"]) == 1
    said = capsys.readouterr().err
    assert "sudo apt-get install chromium postgresql" in said
    assert "fonts-noto-cjk" not in said
    assert nothing_installed == []


def test_with_rights_it_installs_and_looks_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], nothing_installed: list[Any]
) -> None:
    monkeypatch.setattr(ensure_system, "apt_prefix", lambda: [])
    assert ensure_system.main(["fonts-noto-cjk"]) == 1, (
        "still not found after the install: not to be called done"
    )
    assert nothing_installed == [["fonts-noto-cjk"]]
    assert ensure_system.main(["emacs"]) == 2
    assert "emacs" in capsys.readouterr().err


def test_a_named_browser_that_is_none_is_not_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZHIHENG_CHROMIUM", str(tmp_path / "absent"))
    assert ensure_system.find_browser() is None


def test_readme_commands_are_targets() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?:`|^    )make ([a-z][a-z-]*)", readme, re.MULTILINE))
    assert {"demo", "test", "setup"} <= targets
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


@pytest.mark.parametrize(("serve", "expected"), [("SERVE=0", "demo --no-serve"), ("SERVE=1", "demo")])
def test_demo_serves_unless_told_not_to(serve: str, expected: str) -> None:
    # A make above this one (make test) would add its own lines about folders.
    alone = {k: v for k, v in os.environ.items() if k not in {"MAKELEVEL", "MAKEFLAGS", "MFLAGS"}}
    command = ["make", "-n", "demo", serve]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=alone)
    assert run.stdout.strip().splitlines()[-1].split("zhiheng ")[-1].strip() == expected


def test_settings_in_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = (ROOT / "zhiheng" / "settings.py").read_text(encoding="utf-8")
    assert set(re.findall(r"ZHIHENG_[A-Z_]+", readme)) == set(re.findall(r"ZHIHENG_[A-Z_]+", code)) - {
        "ZHIHENG_APPS"
    }


def test_the_run_has_a_home_of_its_own(zhiheng_home: Path, settings: Any) -> None:
    assert zhiheng_home.resolve() == settings.HOME
    assert "zhiheng-test-" in str(zhiheng_home)
