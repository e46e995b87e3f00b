"""Demonstration units and accounts: roles, not persons."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Post, Unit, User
from zhiheng.frame.people.roles import roles
from zhiheng.frame.regions.models import Region
from zhiheng.frame.trail.chain import Event, write_many

PASSWORD = "ZHIHENG_DEMO_PASSWORD"  # noqa: S105 - the name of an environment variable
FILE = "demo_accounts.txt"


@dataclass(frozen=True)
class Account:
    """``unit`` is a unit's key; one that is not there is made of ``unit_name`` and ``kind``."""

    username: str
    display: str
    role: str
    territory: str
    unit: str
    unit_name: str = ""
    kind: str = "department"
    fields: tuple[str, ...] = ()
    credit: str = ""


ENTERPRISE = credit_code("620702", 1)
LABORATORY = "620700-demo-laboratory"
ACCOUNTS = (
    Account("leader", "领导小组", "leading_group", "620700", "620700-leading-group", "张掖市推进质量振兴工作领导小组", "leading_group"),
    Account("zhangye-office", "张掖市质量办", "office", "620700", "620700-leading-group-office", "张掖市质量办", "office"),
    Account("gannan-office", "甘南州质量办", "office", "623000", "623000-leading-group-office", "甘南州质量办", "office"),
    Account("gannan-leader", "甘南州领导小组", "leading_group", "623000", "623000-leading-group", "甘南州质量工作领导小组", "leading_group"),
    Account("ganzhou-county", "甘州区质量办", "county_office", "620702", "620702-quality-office", "甘州区质量办", "office"),
    Account("ganzhou-park", "甘州样例工业园区", "county_office", "620702900", "620702900-committee", "甘州样例工业园区管委会", "park"),
    Account("shandan-county", "山丹县质量办", "county_office", "620725", "620725-quality-office", "山丹县质量办", "office"),
    Account("zhangye-quality", "张掖市质监局", "lead_department", "620700", "620700-quality-supervision", "张掖市质监局", fields=("product", "brand", "foundations")),
    Account("zhangye-environment", "张掖市环保局", "lead_department", "620700", "620700-environment", "张掖市环保局", fields=("environment",)),
    Account("zhangye-commerce", "张掖市商务局", "department", "620700", "620700-commerce", "张掖市商务局", fields=("service",)),
    Account("ganzhou-head", "甘州区单位负责人岗", "unit_head", "620702", "620702-quality-office", "甘州区质量办", "office"),
    Account("inspector", "甘州区监督检查岗", "inspector", "620702", "620702-quality-office", "甘州区质量办", "office"),
    Account("auditor", "督查考核岗", "auditor", "620700", "620700-leading-group-office", "张掖市质量办", "office"),
    Account("expert", "评审专家岗一", "expert", "620700", "620700-leading-group-office", "张掖市质量办", "office"),
    Account("expert-2", "评审专家岗二", "expert", "620700", "620700-leading-group-office", "张掖市质量办", "office"),
    Account("enterprise", "甘州区演示企业01", "enterprise", "620702", "620702-demo-enterprise", "甘州区演示企业01", "enterprise", credit=ENTERPRISE),
    Account("laboratory", "张掖演示检验检测机构", "laboratory", "620700", LABORATORY, "张掖演示检验检测机构", "laboratory"),
    Account("gansu-higher", "甘肃省级主管岗", "higher_authority", "620000", "620000-demo-authority", "甘肃省质量工作演示单位"),
    Account("yunnan-higher", "云南省级主管岗", "higher_authority", "530000", "530000-leading-group-office", "云南省质量工作演示单位", "office"),
    Account("guangzhou-office", "广州市质量办", "office", "440100", "440100-quality-supervision", "广州市质监局"),
    Account("shapotou-office", "沙坡头区质量办", "office", "640502", "640502-market-regulation", "沙坡头区市场监管局"),
    Account("sysadmin", "系统管理员", "system_admin", "100000", "100000-demo-operations", "系统运行演示单位"),
    Account("secadmin", "安全管理员", "security_admin", "100000", "100000-demo-operations", "系统运行演示单位"),
    Account("auditadmin", "审计管理员", "audit_admin", "100000", "100000-demo-operations", "系统运行演示单位"),
)  # fmt: skip


def path() -> Path:
    return Path(settings.HOME) / FILE


def make(actor: Actor) -> list[tuple[Account, str]]:
    """Every account whose territory is loaded, with its password; those that are there keep theirs.

    Passwords are drawn once and kept in ``demo_accounts.txt`` (readable by its owner only), unless
    ZHIHENG_DEMO_PASSWORD gives one for all.
    """
    known = set(
        Region.objects.filter(code__in={a.territory for a in ACCOUNTS}).values_list("code", flat=True)
    )
    wanted = [a for a in ACCOUNTS if a.territory in known]
    kept, given = _read(), os.environ.get(PASSWORD, "")
    standing = {u.username: u for u in User.objects.filter(username__in=[a.username for a in wanted])}
    found: list[tuple[Account, str]] = []
    made: list[str] = []
    with transaction.atomic():
        for each in wanted:
            assert each.role in roles(), each.role
            user = standing.get(each.username)
            password = given or kept.get(each.username) or secrets.token_urlsafe(9)
            if user is None or password != kept.get(each.username):
                user = user or User(username=each.username, display_name=each.display)
                user.set_password(password)
                user.save()
                made.append(each.username)
            _post(user, each)
            found.append((each, password))
        if made:
            write_many(actor, [Event("account.demo", "people.user", "many", after={"accounts": made})])
    _keep({a.username: p for a, p in found})
    return found


def unit_of(each: Account) -> Unit:
    unit, _ = Unit.objects.get_or_create(
        key=each.unit,
        defaults={
            "name": each.unit_name,
            "kind": each.kind,
            "region_id": each.territory,
            "fields": list(each.fields),
            "credit_code": each.credit,
        },
    )
    return unit


def _post(user: User, each: Account) -> None:
    Post.objects.get_or_create(
        user=user,
        role=each.role,
        territory_id=each.territory,
        defaults={"unit": unit_of(each), "fields": list(each.fields), "title": roles()[each.role].name},
    )


def quality_offices(regions: list[tuple[str, str]]) -> dict[str, Unit]:
    """The office that keeps each region's records; made when no programme has named one."""
    found = {
        u.region_id: u for u in Unit.objects.filter(key__in=[f"{code}-quality-office" for code, _ in regions])
    }
    for code, name in regions:
        if code not in found:
            found[code], _ = Unit.objects.get_or_create(
                key=f"{code}-quality-office",
                defaults={"name": f"{name}质量工作领导小组办公室", "kind": "office", "region_id": code},
            )
    return found


def _read() -> dict[str, str]:
    if not path().exists():
        return {}
    lines = (line.split("\t") for line in path().read_text("utf-8").splitlines() if "\t" in line)
    return {parts[0]: parts[1] for parts in lines}


def _keep(passwords: dict[str, str]) -> None:
    if _read() == passwords:
        return
    part = path().with_name(FILE + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(
        os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as handle:
        handle.writelines(f"{name}\t{password}\n" for name, password in passwords.items())
    os.replace(part, path())
