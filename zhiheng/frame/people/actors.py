"""An actor: the person (or the public, or the machine) on whose behalf something happens."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiheng.frame.people.actions import action_words
from zhiheng.frame.people.roles import roles
from zhiheng.frame.people.scope import Reach, Scope
from zhiheng.frame.regions.models import territory_prefix

if TYPE_CHECKING:
    from zhiheng.frame.people.models import Post, Unit, User


@dataclass(frozen=True)
class Held:
    """What a token gives: some actions, in one reach, on behalf of one unit; nothing else."""

    unit: Unit
    actions: frozenset[str]
    reach: Reach


@dataclass(frozen=True, eq=False)
class Actor:
    """``user`` None and ``machine`` set: a command or a scheduled run, or with ``held`` a device with a token; both empty:
    the public."""

    user: User | None = None
    machine: str = ""
    language: str = "zh-hans"
    held: Held | None = None

    @functools.cached_property
    def posts(self) -> list[Post]:
        if self.user is None or self.user.pk is None:
            return []
        from zhiheng.frame.people.models import Post

        return list(Post.objects.in_force().filter(user=self.user).select_related("unit", "territory"))

    @property
    def name(self) -> str:
        if self.user is not None:
            return str(self.user)
        return self.machine or "公众"

    @property
    def is_public(self) -> bool:
        return self.user is None and not self.machine

    @functools.cached_property
    def _scopes(self) -> dict[str, Scope]:
        return {}

    def scope(self, action: str) -> Scope:
        """Where ``action`` (such as ``register.view``) is allowed to this actor; may be empty."""
        known = self._scopes.get(action)
        if known is None:
            known = self._scopes[action] = Scope(action, tuple(self._reaches(action)))
        return known

    @property
    def unit_id(self) -> int | None:
        """The unit that what is entered belongs to: of the first post, or that of the token."""
        if self.held is not None:
            return self.held.unit.pk
        return self.posts[0].unit_id if self.posts else None

    @property
    def credit_code(self) -> str | None:
        """The one enterprise that a token is narrowed to; None for people."""
        return self.held.reach.enterprise if self.held is not None else None

    def _reaches(self, action: str) -> list[Reach]:
        if self.held is not None:
            return [self.held.reach] if action in self.held.actions else []
        if self.machine or (self.user is not None and self.user.is_superuser):
            return [Reach("")]
        if self.user is None:
            return [Reach("")] if roles()["public"].may(action) else []
        found = []
        for post in self.posts:
            role = roles().get(post.role)
            if role is None or not role.may(action):
                continue
            # Most rows carry no credit code: a firm registered without one would match them all.
            if role.own_enterprise and not post.unit.credit_code:
                continue
            limits = role.fields
            if post.fields:
                limits = frozenset(post.fields) if limits is None else limits & frozenset(post.fields)
            own_unit = any(fnmatchcase(action, pattern) for pattern in role.own_unit)
            own_firm = role.own_enterprise and not own_unit
            # What is known of an enterprise it may read wherever it was found; it writes at home.
            anywhere = own_firm and action.endswith(".view")
            found.append(
                Reach(
                    "" if anywhere else territory_prefix(post.territory_id),
                    limits,
                    unit=post.unit_id if own_unit else None,
                    enterprise=post.unit.credit_code if own_firm else None,
                    named=post.unit.credit_code if action in role.named else "",
                )
            )
        return found

    def may(self, action: str) -> bool:
        return bool(self.scope(action))

    def need(self, action: str) -> Scope:
        """The scope of ``action``, or PermissionDenied with the reason."""
        scope = self.scope(action)
        if not scope:
            raise PermissionDenied(
                _("您的岗位没有“%(action)s”的权限。请联系安全管理员。") % {"action": action_words(action)}
            )
        return scope

    @property
    def home(self) -> str:
        """Six-digit code of the widest territory of this actor's posts; empty for the public."""
        if not self.posts:
            return ""
        return min((p.territory_id for p in self.posts), key=lambda c: (len(territory_prefix(c)), c))


def machine(name: str) -> Actor:
    """A command or scheduled run; it acts everywhere and the trail shows its name."""
    return Actor(machine=name)
