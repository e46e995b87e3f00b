"""Accounts and posts: who may do what, where, from when until when. Kept by the security administrator."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.actions import permission_words
from zhiheng.faces.desk.areas.system.account_forms import AccountForm, EndForm, Filter, PostForm
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Column,
    Crumb,
    FilterBar,
    Form,
    Light,
    Link,
    PageHead,
    Pager,
    Pairs,
    Row,
    Table,
)
from zhiheng.frame.accounts import service as accounting
from zhiheng.frame.accounts.service import AccountError
from zhiheng.frame.people.models import Post, User
from zhiheng.frame.people.roles import fields, roles
from zhiheng.frame.people.scope import Scope


@require_safe
@page("account.view")
def accounts(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    form = Filter(request.GET)
    wanted = accounting.visible(scope).prefetch_related(
        Prefetch("posts", Post.objects.select_related("unit", "territory"))
    )
    if form.is_valid():
        if q := form.cleaned_data["q"]:
            wanted = wanted.filter(Q(username__icontains=q) | Q(display_name__icontains=q))
        if role := form.cleaned_data["role"]:
            wanted = wanted.filter(posts__role=role).distinct()
    shown = Paginator(wanted, 50).get_page(request.GET.get("page"))
    rows = [
        Row(
            [
                u.username,
                u.display_name,
                [post_words(p) for p in u.posts.all() if in_force(p)] or None,
                Light("green", _("可登录")) if u.is_active else Badge(_("已停用"), "grey"),
                u.last_login,
            ],
            url=reverse("desk:account", args=[u.pk]),
        )
        for u in shown
    ]
    columns = [
        Column("username", _("账号")),
        Column("name", _("显示名")),
        Column("posts", _("现任岗位"), wide=True),
        Column("state", _("状态")),
        Column("last", _("上次登录")),
    ]
    may_add = request.actor.may("account.add")
    return render(
        request,
        "desk/system/list.html",
        {
            "crumbs": [Crumb(_("账号"))],
            "page_head": PageHead(
                _("账号和岗位"),
                _("权限只来自岗位：角色、管辖区划、领域和任期。"),
                [
                    *(
                        [Action(_("新建账号"), reverse("desk:account_new"), tone="primary")]
                        if may_add
                        else []
                    ),
                    Action(_("角色一览"), reverse("desk:roles")),
                ],
            ),
            "filters": FilterBar(form),
            "table": Table(
                columns,
                rows,
                _("账号"),
                id="accounts",
                pager=Pager.of(shown),
                cards=True,
                empty=_("没有符合条件的账号。"),
            ),
        },
    )


def in_force(post: Post) -> bool:
    today = dt.date.today()
    return (post.valid_from is None or post.valid_from <= today) and (
        post.valid_to is None or post.valid_to >= today
    )


def post_words(post: Post) -> str:
    role = roles().get(post.role)
    name = formats.bilingual(role) if role else post.role
    return f"{post.unit.name} · {name} · {formats.bilingual(post.territory)}"


def user_or_404(scope: Scope, pk: int) -> User:
    found = accounting.visible(scope).filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个账号，或不在您的管辖范围内。"))
    return found


@require_safe
@page("account.view")
def account(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    return _show(request, user_or_404(scope, pk))


def _show(request: StaffRequest, found: User, form: PostForm | None = None, secret: str = "") -> HttpResponse:
    actor = request.actor
    change = actor.may("account.change") and found.pk != request.user.pk
    posts = list(found.posts.select_related("unit", "territory"))
    rows = []
    for p in posts:
        ended = p.valid_to is not None and p.valid_to < dt.date.today()
        rows.append(
            Row(
                [
                    post_words(p),
                    p.title,
                    "、".join(fields()[f][1 if formats.english() else 0] for f in p.fields if f in fields())
                    or _("全部"),
                    p.valid_from,
                    p.valid_to,
                    Light("green", _("在任"))
                    if in_force(p)
                    else Badge(_("已免") if ended else _("未到任"), "grey"),
                    Link(_("结束"), reverse("desk:post_end", args=[found.pk, p.pk]))
                    if change and not ended
                    else None,
                ],
                tone="grey" if ended else "",
            )
        )
    columns = [
        Column("post", _("岗位"), wide=True),
        Column("title", _("职务")),
        Column("fields", _("领域")),
        Column("from", _("任职日期")),
        Column("to", _("免职日期")),
        Column("state", _("状态")),
        Column("do", _("办理")),
    ]
    alerts = []
    if secret:
        alerts.append(
            Alert(
                _("一次性口令：%(secret)s") % {"secret": secret},
                _("只显示这一次。请当面或用可靠的方式交给本人，并请本人登录后立即修改。"),
                "warning",
            )
        )
    if found.pk == request.user.pk:
        alerts.append(
            Alert(_("这是您自己的账号"), _("不能给自己加岗位或改权限，请由另一位安全管理员办理。"), "info")
        )
    actions = []
    if change:
        actions.append(
            Action(
                _("重置口令"),
                reverse("desk:account_password", args=[found.pk]),
                "post",
                "danger",
                _("重置后原口令立即失效，并退出所有登录。确定重置？"),
            )
        )
    return render(
        request,
        "desk/system/account.html",
        {
            "crumbs": [Crumb(_("账号"), reverse("desk:accounts")), Crumb(str(found))],
            "page_head": PageHead(
                str(found), found.username, actions, [] if found.is_active else [Badge(_("已停用"), "grey")]
            ),
            "alerts": alerts,
            "table": Table(
                columns, rows, _("岗位"), id="posts", cards=True, empty=_("还没有岗位，登录后什么也看不到。")
            ),
            "facts": Pairs(
                [
                    (_("账号"), found.username),
                    (_("显示名"), found.display_name),
                    (_("建立时间"), found.date_joined),
                    (_("上次登录"), found.last_login),
                ]
            ),
            "form": Form(
                form or PostForm(initial={"territory": actor.home, "valid_from": dt.date.today()}),
                _("加岗位"),
                action=reverse("desk:post_new", args=[found.pk]),
                id="post",
            )
            if change
            else None,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("account.add")
def account_new(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = accounting.create(request.actor, **form.cleaned_data)
        except AccountError as error:
            form.add_error("username", problems(error)[0])
        else:
            messages.success(request, _("账号已建立，请接着加岗位。"))
            return _show(request, made, secret=secret)
    return render(
        request,
        "desk/system/form.html",
        {
            "crumbs": [Crumb(_("账号"), reverse("desk:accounts")), Crumb(_("新建账号"))],
            "page_head": PageHead(_("新建账号"), _("先建账号，再加岗位；没有岗位的账号什么也看不到。")),
            "form": Form(form, _("建立"), cancel_url=reverse("desk:accounts"), columns=1),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("account.change")
def post_new(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = user_or_404(request.actor.need("account.view"), pk)
    form = PostForm(request.POST)
    if form.is_valid():
        data = dict(form.cleaned_data)
        try:
            accounting.appoint(request.actor, found, fields=data.pop("fields_"), **data)
        except AccountError as error:
            form.add_error(None, problems(error)[0])
        else:
            messages.success(request, _("岗位已加。"))
            return redirect("desk:account", pk=pk)
    return _show(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@page("account.change")
def post_end(request: StaffRequest, scope: Scope, pk: int, post: int) -> HttpResponseBase:
    user = user_or_404(request.actor.need("account.view"), pk)
    held = user.posts.select_related("unit", "territory").filter(pk=post).first()
    if held is None:
        raise Http404(_("该账号没有这个岗位。"))
    scope.require(held.territory_id)
    form = EndForm(request.POST or None, initial={"on": dt.date.today()})
    if request.method == "POST" and form.is_valid():
        try:
            accounting.end(request.actor, held, form.cleaned_data["on"])
        except AccountError as error:
            form.add_error("on", problems(error)[0])
        else:
            messages.success(request, _("岗位的终止日期已记下。"))
            return redirect("desk:account", pk=pk)
    return render(
        request,
        "desk/system/form.html",
        {
            "crumbs": [
                Crumb(_("账号"), reverse("desk:accounts")),
                Crumb(str(user), reverse("desk:account", args=[pk])),
                Crumb(_("结束岗位")),
            ],
            "page_head": PageHead(_("结束岗位"), post_words(held)),
            "form": Form(form, _("结束岗位"), cancel_url=reverse("desk:account", args=[pk]), columns=1),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("account.change")
def account_password(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = user_or_404(request.actor.need("account.view"), pk)
    try:
        secret = accounting.reset_password(request.actor, found)
    except AccountError as error:
        messages.error(request, problems(error)[0])
        return redirect("desk:account", pk=pk)
    response = _show(request, found, secret=secret)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@page("account.view")
def role_list(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    rows = [
        Row(
            [
                formats.bilingual(r),
                _("、").join(permission_words(g) for g in r.grants),
                _("全部")
                if r.fields is None
                else "、".join(fields()[f][1 if formats.english() else 0] for f in sorted(r.fields)),
                _("、").join(permission_words(g) for g in r.own_unit)
                or (_("本企业") if r.own_enterprise else ""),
            ]
        )
        for r in roles().values()
    ]
    columns = [
        Column("role", _("角色")),
        Column("grants", _("可做的事"), wide=True),
        Column("fields", _("领域")),
        Column("limits", _("只限本单位")),
    ]
    return render(
        request,
        "desk/system/list.html",
        {
            "crumbs": [Crumb(_("账号"), reverse("desk:accounts")), Crumb(_("角色一览"))],
            "page_head": PageHead(
                _("角色一览"), _("角色由目录声明；岗位把角色落到单位、区划、领域和任期上。")
            ),
            "table": Table(columns, rows, _("角色一览"), id="roles", cards=True),
        },
    )


@require_safe
@page("desk.view")
def me(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    rows = [Row([post_words(p), p.title, p.valid_from, p.valid_to]) for p in request.actor.posts]
    columns = [
        Column("post", _("岗位"), wide=True),
        Column("title", _("职务")),
        Column("from", _("任职日期")),
        Column("to", _("免职日期")),
    ]
    grants = sorted({g for p in request.actor.posts if p.role in roles() for g in roles()[p.role].grants})
    user = request.actor.user
    return render(
        request,
        "desk/system/me.html",
        {
            "crumbs": [Crumb(_("我的账号"))],
            "page_head": PageHead(
                _("我的账号"), "", [Action(_("修改密码"), reverse("password_change"), tone="primary")]
            ),
            "facts": Pairs(
                [
                    (_("账号"), user.username if user else None),
                    (_("显示名"), user.display_name if user else None),
                    (_("上次登录"), user.last_login if user else None),
                    (_("可做的事"), _("、").join(permission_words(g) for g in grants)),
                ],
                columns=1,
            ),
            "table": Table(columns, rows, _("现任岗位"), id="posts", cards=True),
        },
    )
