"""Pages in a real browser: fixtures that fail a test whose page complains, and axe.

A test asks for ``page`` (a Playwright page whose base address is the live server) and marks itself
``browser``. It fails when the page writes an error to its console, throws, breaks the content security policy
or asks another host for anything; ``complaints.expect("403")`` allows what a test provokes on purpose.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from scripts.ensure_system import find_browser

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
    # Nothing but this machine can be reached, neither by a page nor by the browser on its own account.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
REPORT_CSP = """
document.addEventListener('securitypolicyviolation', e =>
  console.error(`CSP: ${e.violatedDirective} blocked ${e.blockedURI} at ${e.sourceFile || e.documentURI}:${e.lineNumber}`));
"""
#: Milliseconds that a page may take on a busy machine before it counts as one that never answers.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Complaints:
    """What a page said against itself while a test ran."""

    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Allow complaints that match ``pattern`` (a regular expression), whenever they come."""
        self.expected.append(pattern)

    @property
    def unexpected(self) -> list[str]:
        return [c for c in self.found if not any(re.search(p, c) for p in self.expected)]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the run (``ZHIHENG_CHROMIUM`` names another)."""
    program = find_browser()
    if program is None:
        pytest.fail(
            "没有找到 Chromium:请安装(Debian/Ubuntu:apt-get install chromium),或用 ZHIHENG_CHROMIUM 指定。"
        )
    # Playwright's own event loop runs in this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def context(browser: Browser, live_server: Any) -> Iterator[BrowserContext]:
    fresh = browser.new_context(
        base_url=live_server.url,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": 1366, "height": 900},
        reduced_motion="reduce",
    )
    fresh.set_default_timeout(PATIENCE)
    fresh.add_init_script(REPORT_CSP)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext, complaints: Complaints, live_server: Any) -> Iterator[Page]:
    """A page that has to keep quiet: see this module's docstring."""
    fresh = context.new_page()

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.found.append(f"console: {message.text} ({message.location.get('url', '')})")

    def asked(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:", "blob:", "about:")):
            complaints.found.append(f"other host: {request.url}")

    fresh.on("console", hear)
    fresh.on("pageerror", lambda error: complaints.found.append(f"exception: {error}"))
    fresh.on("request", asked)
    yield fresh
    fresh.close()
    assert not complaints.unexpected, "the page complained:\n" + "\n".join(complaints.unexpected)


@pytest.fixture
def sign_in(context: BrowserContext, live_server: Any) -> Callable[[Any], None]:
    """``sign_in(user)``: the browser is logged in as ``user`` without the log-in form (that form has its own test)."""

    def enter(user: Any) -> None:
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return enter


def axe_violations(page: Page) -> list[str]:
    """Every accessibility violation on the page as ``rule: help -> selector``; empty when it is clean.

    The script runs through the debugging protocol, so the page keeps its own content security policy.
    """
    if not AXE.exists():
        pytest.fail("node_modules/axe-core 不在:请先运行 make setup。")
    # On a busy machine the page that a click led to may have no body yet.
    page.wait_for_load_state()
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8") + "\n;undefined")
    result = page.evaluate(
        "tags => window.axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        AXE_RULES,
    )
    return [
        f"{violation['id']}: {violation['help']} -> {' '.join(map(str, node['target']))}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    return axe_violations


#: Pixels: a desk and a phone.
WIDTHS = (1280, 390)


def faults_of(page: Page, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """What is wrong with the page as it stands: what axe finds and what sticks out, at each width.

    One load for all widths: loading and the script of axe cost more than looking a second time. A page in English is
    built as the Chinese one is, so axe looks at it once; its longer words are measured at every width.
    """
    found = []
    chinese = str(page.evaluate("document.documentElement.lang")).startswith("zh")
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator("[data-chart]:not([data-drawn=done])")).to_have_count(0)
        problems = axe_violations(page) if chinese or width == min(widths) else []
        taken = page.evaluate("document.documentElement.scrollWidth")
        if taken > width:
            problems.append(f"wider than the screen: {taken}")
        found += [f"{width} px: {problem}" for problem in problems]
    return found


@pytest.fixture
def faults() -> Callable[[Page], list[str]]:
    return faults_of
