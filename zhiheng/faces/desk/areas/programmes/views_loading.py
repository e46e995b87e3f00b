"""Loading: a policy document is read, shown for a look, and only then stored; or its text joins a programme."""

from __future__ import annotations

import base64
import binascii

from django import forms
from django.core.validators import validate_slug
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zhiheng.faces.desk.areas.programmes.outline import reading_tree
from zhiheng.faces.desk.areas.programmes.views import programme_context
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell.components import (
    Column,
    Crumb,
    Figure,
    PageHead,
    Pairs,
    Row,
    Stat,
    Stats,
    Table,
    Tree,
)
from zhiheng.frame.people.scope import Reaches, Scope
from zhiheng.frame.regions.models import Region
from zhiheng.kernels import programmes as kernel
from zhiheng.kernels import reading
from zhiheng.kernels.documents import DocumentError, open_document
from zhiheng.records.programmes.loading import LoadError, load
from zhiheng.records.programmes.models import Programme

FIGURES_SHOWN = 200


class DocumentForm(forms.Form):
    """A document, what to call its programme, and whose it is."""

    file = forms.FileField(
        label=gettext_lazy("政策文件"),
        help_text=gettext_lazy("纯文本(.txt),UTF-8 或 GBK;Word 文件请先另存为纯文本"),
    )
    key = forms.CharField(
        label=gettext_lazy("方案标识"),
        max_length=60,
        validators=[validate_slug],
        help_text=gettext_lazy("小写字母、数字和连字符,如 shili-2026;以后的地址用它"),
    )
    region = forms.ModelChoiceField(label=gettext_lazy("区划"), queryset=Region.objects.none())

    def __init__(self, *args: object, scope: Scope, home: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["region"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = regions_of(scope)
        field.initial = home


def regions_of(scope: Scope) -> QuerySet[Region]:
    """Regions a programme may be loaded for: the territory down to the county."""
    condition = scope.condition(Reaches(region="code"))
    regions = Region.objects.exclude(level="township").filter(valid_to__isnull=True, kind="")
    return regions if condition is None else regions.filter(condition)


CRUMB = gettext_lazy("载入方案")


@page("programme.load")
def new(request: StaffRequest, scope: Scope) -> HttpResponse:
    """The upload, and after it the preview. Nothing is stored here."""
    if request.method != "POST":
        return _upload_page(request, DocumentForm(scope=scope, home=request.actor.home))
    form = DocumentForm(request.POST, request.FILES, scope=scope)
    if not form.is_valid():
        return _upload_page(request, form, status=422)
    file, region = form.cleaned_data["file"], form.cleaned_data["region"]
    key = form.cleaned_data["key"].lower()
    scope.require(region.code)
    try:
        text = open_document(file.read(), file.name).text
        found = reading.read(text, name=file.name)
        programme = kernel.programme_from_reading(found.to_json(), key, region.code, text)
    except (DocumentError, reading.ReadingError, kernel.ProgrammeError) as error:
        return _upload_page(request, form, problems=_plain(error), status=422)
    known = Programme.objects.everywhere("keys are unique everywhere").filter(key=key).first()
    if known is not None and not scope.covers(known.region_id):
        taken = _("标识 %(key)s 已被别的地区的方案使用。请换一个。") % {"key": key}
        return _upload_page(request, form, problems=[taken], status=422)
    context = {
        "crumbs": [Crumb(_("方案"), reverse("desk:programmes")), Crumb(str(CRUMB))],
        "page_head": PageHead(_("读出的内容"), f"{file.name} · {region.name}"),
        "counts": _counts(programme),
        "document": Pairs(_document(programme)),
        "warnings": found.warnings,
        "tree": Tree(reading_tree(programme.outline), _("条款"), empty=_("没有读出条款。")),
        "targets": _targets(programme),
        "key": key,
        "region": region.code,
        "name": file.name,
        "known": known,
        # Base64, because a browser rewrites line ends in a form and every clause would move.
        "packed": base64.b64encode(text.encode()).decode(),
    }
    return render(request, "desk/programmes/preview.html", context)


def _upload_page(
    request: StaffRequest, form: DocumentForm, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "crumbs": [Crumb(_("方案"), reverse("desk:programmes")), Crumb(str(CRUMB))],
        "page_head": PageHead(str(CRUMB), _("上传政策文件,先看读出了什么,再决定是否载入")),
        "form": form,
        "problems": problems,
    }
    return render(request, "desk/programmes/new.html", context, status=status)


def _plain(error: Exception) -> list[str]:
    if isinstance(error, kernel.ProgrammeError):
        return [str(p) for p in error.problems]
    return [str(error)]


def _counts(found: kernel.Programme) -> Stats:
    targets = sum(1 for t in found.targets if t.kind == "target")
    counted = [
        (_("条款"), len(found.outline)),
        (_("指标值"), targets),
        (_("已有结果"), len(found.targets) - targets),
        (_("责任分工"), len(found.duties)),
        (_("报送义务"), len(found.obligations)),
        (_("阶段"), len(found.phases)),
    ]
    return Stats([Stat(label, Figure(n, big=True)) for label, n in counted])


def _document(found: kernel.Programme) -> list[tuple[str, object]]:
    document = found.document
    return [
        (_("文件标题"), document.title),
        (_("文号"), document.number),
        (_("发文机关"), document.issuer),
        (_("成文日期"), document.date),
        (_("期间"), f"{found.period.start or '…'} — {found.period.end or '…'}"),
    ]


def _targets(found: kernel.Programme) -> Table:
    return Table(
        [
            Column("id", _("编号")),
            Column("name", _("名称"), wide=True),
            Column("value", _("数值"), align="end"),
            Column("by", _("期限")),
            Column("node", _("条款")),
        ],
        [
            Row([t.id, t.indicator_name, f"{t.op} {t.value:g}{f'–{t.value_max:g}' if t.value_max else ''} {t.unit}", t.by, t.node])
            for t in found.targets[:FIGURES_SHOWN]
        ],
        _("读出的指标值"),
        total=len(found.targets),
        cards=True,
        empty=_("没有读出带数字的指标。"),
    )  # fmt: skip


@require_POST
@page("programme.load")
def take(request: StaffRequest, scope: Scope) -> HttpResponse:
    """Store what the preview showed: the text is read again, so that nothing but the text is trusted."""
    form = DocumentForm(scope=scope, home=request.actor.home)
    key, region = request.POST.get("key", ""), request.POST.get("region", "")
    scope.require(region)
    try:
        text = base64.b64decode(request.POST.get("packed", ""), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return _upload_page(request, form, [_("上传的内容不完整。请重新选择文件。")], 422)
    known = Programme.objects.everywhere("keys are unique everywhere").filter(key=key).first()
    if known is not None:
        scope.require(known.region_id)
    try:
        found = reading.read(text, name=request.POST.get("name", ""))
        programme = kernel.programme_from_reading(found.to_json(), key, region, text)
        with transaction.atomic():
            loaded = load(request.actor, programme, text)
    except (reading.ReadingError, kernel.ProgrammeError, LoadError) as error:
        return _upload_page(request, form, _plain(error), 422)
    return redirect("desk:programme", loaded.programme.key)


@require_POST
@page("programme.load")
def text(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """The document's own text for a programme of reviewed facts: taken only when it is the one the clauses point into."""
    views = request.actor.need("programme.view")
    found = get_object_or_404(Programme.objects.within(views).select_related("region"), key=key)
    scope.require(found.region_id)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise LoadError(_("没有选择文件。请选择原文的纯文本。"))
        words = open_document(file.read(), file.name or "").text
        if key not in kernel.catalogue_keys():
            raise LoadError(_("这个方案不是随程序带的,请用“载入方案”连同原文重新载入。"))
        load(request.actor, kernel.catalogue_programme(key), words)
    except (DocumentError, kernel.ProgrammeError, LoadError) as error:
        context = programme_context(request, found, str(error))
        return render(request, "desk/programmes/programme.html", context, status=422)
    return redirect(f"{reverse('desk:programme', args=[key])}#text")
