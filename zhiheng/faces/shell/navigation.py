"""Main navigation by the user's questions.

A face registers its entries in ``AppConfig.ready()``::

    from zhiheng.faces.shell.navigation import NavItem, register
    register(NavItem("desk", "工作台", "Desk", "desk:home", 10))

An entry is shown when its url name resolves and the user may open it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

#: Order and English name of the ten questions; a face need not repeat them (see :func:`question`).
QUESTIONS: dict[str, tuple[str, str, int]] = {
    "desk": ("工作台", "Desk", 10),
    "programmes": ("方案", "Programmes", 20),
    "indicators": ("指标", "Indicators", 30),
    "registers": ("台账", "Registers", 40),
    "enterprises": ("企业", "Enterprises", 50),
    "safety": ("安全", "Safety", 60),
    "complaints": ("诉求", "Complaints", 70),
    "assessment": ("考核", "Assessment", 80),
    "reports": ("报告", "Reports", 90),
    "public": ("公开", "Public", 100),
}

Permission = str | Callable[[HttpRequest], bool] | None


@dataclass(frozen=True)
class NavItem:
    """One entry.

    ``permission``: None for every signed-in user, an action such as ``register.view`` that the actor
    must be allowed somewhere, or a function of the request. ``match``: path prefixes under which the entry counts as current; by
    default the address of the entry itself.
    """

    key: str
    label: str
    label_en: str
    url_name: str
    order: int = 1000
    permission: Permission = None
    match: tuple[str, ...] = ()
    url_args: tuple[Any, ...] = ()


@dataclass(frozen=True)
class ShownItem:
    """An entry as the page shows it: label in the user's language, address, whether it is current."""

    key: str
    label: str
    url: str
    current: bool = False


@dataclass
class Navigation:
    """The registry. Registering a key again replaces the entry, so that reloading is harmless."""

    items: dict[str, NavItem] = field(default_factory=dict)

    def register(self, item: NavItem) -> None:
        self.items[item.key] = item

    def shown(self, request: HttpRequest) -> list[ShownItem]:
        """Entries for this request in their order; exactly the longest matching prefix is current."""
        english = (get_language() or "").startswith("en")
        found: list[tuple[str, str, str, tuple[str, ...]]] = []
        for item in sorted(self.items.values(), key=lambda i: (i.order, i.key)):
            url = _resolve(item)
            if url is None or not may_open(item.permission, request):
                continue
            found.append((item.key, item.label_en if english else item.label, url, item.match or (url,)))
        best = _longest_match(request.path, [m for *_, matches in found for m in matches])
        return [ShownItem(k, label, url, bool(best) and best in matches) for k, label, url, matches in found]


navigation = Navigation()
register = navigation.register


def question(
    key: str,
    url_name: str,
    permission: Permission = None,
    match: tuple[str, ...] = (),
    url_args: tuple[Any, ...] = (),
) -> NavItem:
    """The entry of one of the ten questions, with its fixed label and place. Raises ``KeyError`` if unknown."""
    label, label_en, order = QUESTIONS[key]
    return NavItem(key, label, label_en, url_name, order, permission, match, url_args)


def may_open(permission: Permission, request: HttpRequest) -> bool:
    """Whether the signed-in user may open an entry; nothing in the navigation is for the anonymous."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    if permission is None:
        return True
    if callable(permission):
        return bool(permission(request))
    actor = getattr(request, "actor", None)
    return bool(actor.may(permission)) if actor is not None else False


def _resolve(item: NavItem) -> str | None:
    try:
        return reverse(item.url_name, args=item.url_args)
    except NoReverseMatch:
        return None


def _longest_match(path: str, prefixes: list[str]) -> str:
    hits = [p for p in prefixes if path == p or path.startswith(p.rstrip("/") + "/")]
    return max(hits, key=len, default="")
