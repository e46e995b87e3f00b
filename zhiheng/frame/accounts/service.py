"""Making accounts, giving and ending posts, resetting passwords: each step in the trail, none for oneself."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence

from django.contrib.auth.password_validation import password_changed
from django.db import transaction
from django.db.models import Q, QuerySet

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Post, Unit, User
from zhiheng.frame.people.roles import roles
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import Region, prefix_range
from zhiheng.frame.trail.chain import about, write

#: No letter or digit that is easily taken for another.
ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
#: Three administrators who watch each other must be three people.
APART = frozenset({"system_admin", "security_admin", "audit_admin"})


class AccountError(ValueError):
    """Something asked of an account that cannot be done, with the reason."""


def visible(scope: Scope) -> QuerySet[User]:
    """Accounts with a post in the territory of ``scope``, and those that have none yet."""
    every = User.objects.order_by("username")
    condition = Q(posts__isnull=True, is_superuser=False)
    for reach in scope.reaches:
        if not reach.prefix:
            return every
        low, high = prefix_range(reach.prefix)
        condition |= Q(posts__territory_id__gte=low, posts__territory_id__lt=high)
    return every.filter(condition).distinct()


def new_secret() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(3))


def create(actor: Actor, username: str, display_name: str = "") -> tuple[User, str]:
    """A new account without posts and its one-time password."""
    actor.need("account.add")
    if User.objects.filter(username__iexact=username).exists():
        raise AccountError(f"账号“{username}”已经有了。请换一个。")
    secret = new_secret()
    with transaction.atomic():
        made = User.objects.create_user(username, password=secret, display_name=display_name)
        write(actor, about(made, "account.add", region=actor.home or None, after={"username": username}))
    return made, secret


def appoint(
    actor: Actor,
    user: User,
    *,
    unit: Unit,
    role: str,
    territory: Region,
    fields: Sequence[str] = (),
    title: str = "",
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> Post:
    """Give a post inside the administrator's own territory. Raises AccountError, PermissionDenied."""
    actor.need("account.change").require(territory.code)
    _not_oneself(actor, user)
    if role not in roles() or role == "public":
        raise AccountError(f"没有角色“{role}”。")
    if valid_from and valid_to and valid_to < valid_from:
        raise AccountError(f"免职日期 {valid_to} 早于任职日期 {valid_from}。请对调。")
    held = {p.role for p in Post.objects.in_force().filter(user=user)}
    if role in APART and (clash := (held & APART) - {role}):
        named = "、".join(roles()[r].name for r in sorted(clash))
        raise AccountError(f"该账号已是{named}，系统、安全、审计三员不能由一人兼任。")
    with transaction.atomic():
        post = Post.objects.create(
            user=user,
            unit=unit,
            role=role,
            territory=territory,
            fields=list(fields),
            title=title,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        after = {"user": user.username, "role": role, "unit": unit.key, "territory": territory.code}
        after |= {"fields": "、".join(fields), "from": str(valid_from or ""), "to": str(valid_to or "")}
        write(actor, about(post, "account.appoint", region=territory.code, after=after))
    return post


def end(actor: Actor, post: Post, on: dt.date) -> Post:
    """The post ends with the day ``on``; it stays in the list."""
    actor.need("account.change").require(post.territory_id)
    _not_oneself(actor, post.user)
    if post.valid_from and on < post.valid_from:
        raise AccountError(f"免职日期 {on} 早于任职日期 {post.valid_from}。请核对。")
    before = {"to": str(post.valid_to or "")}
    post.valid_to = on
    with transaction.atomic():
        post.save(update_fields=["valid_to"])
        write(
            actor, about(post, "account.end", region=post.territory_id, before=before, after={"to": str(on)})
        )
    return post


def reset_password(actor: Actor, user: User) -> str:
    """A new one-time password; every session of the account ends, since its key hangs on the password."""
    scope = actor.need("account.change")
    _not_oneself(actor, user)
    if user.is_superuser and actor.user is not None and not actor.user.is_superuser:
        raise AccountError("超级用户的口令不能在这里重置。请用命令行。")
    outside = [
        p.territory_id for p in Post.objects.in_force().filter(user=user) if not scope.covers(p.territory_id)
    ]
    if outside:
        raise AccountError(f"该账号在您管辖之外({'、'.join(outside)})还有岗位，请由上级安全管理员重置。")
    secret = new_secret()
    with transaction.atomic():
        user.set_password(secret)
        user.save(update_fields=["password"])
        password_changed(secret, user)
        write(
            actor,
            about(user, "account.password", region=actor.home or None, after={"username": user.username}),
        )
    return secret


def _not_oneself(actor: Actor, user: User) -> None:
    if actor.user is not None and actor.user.pk == user.pk:
        raise AccountError("不能改自己的岗位和权限。请由另一位安全管理员办理。")
