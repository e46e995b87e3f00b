"""Addresses of registers and imports."""

from __future__ import annotations

from django.urls import path

from zhiheng.faces.desk.areas.registers import (
    batches,
    collecting,
    common,
    files,
    grids,
    imports,
    lists,
    onsite,
    overview,
    proposals,
    records,
    returns,
    reviews,
    sheets,
)
from zhiheng.faces.desk.page import judged

#: The pages of one register: a link to them is shown to those whose fields it lies in.
_of_one = judged(
    common.in_reach,
    path("registers/<slug:key>", lists.listing, name="register"),
    path("registers/<slug:key>/template.xlsx", files.template, name="template"),
    path("registers/<slug:key>/export.<str:fmt>", files.export, name="export"),
    path("registers/<slug:key>/new", records.new, name="record_new"),
    path("registers/<slug:key>/import", imports.new, name="import_new"),
    path("registers/<slug:key>/grid", grids.grid, name="grid"),
    path("registers/<slug:key>/returns", returns.overview, name="returns"),
    path("registers/<slug:key>/returns/<slug:what>", returns.act, name="returns_do"),
    path("registers/<slug:key>/returns/<slug:period>/<int:unit>", sheets.sheet, name="return_sheet"),
    path("registers/<slug:key>/returns/<slug:period>/<int:unit>/sign", sheets.sign, name="return_sign"),
    path("registers/<slug:key>/gathered", collecting.gathered, name="gathered"),
    path("registers/<slug:key>/proposals", proposals.listing, name="proposals"),
    path("registers/<slug:key>/proposals/<slug:what>", proposals.act, name="proposals_do"),
    path("registers/<slug:key>/batch", batches.batch, name="batch_new"),
    path("registers/<slug:key>/batches", batches.listing, name="batches"),
    path("registers/<slug:key>/batches/<int:pk>", batches.detail, name="batch"),
    path("registers/<slug:key>/batches/<int:pk>/undo", batches.undo, name="batch_undo"),
    path("registers/<slug:key>/<int:pk>/onsite", onsite.enter, name="record_onsite"),
    path("registers/<slug:key>/<int:pk>/photos/<int:evidence>", onsite.photo, name="record_photo"),
    path("registers/<slug:key>/<int:pk>", records.detail, name="record"),
    path("registers/<slug:key>/<int:pk>/edit", records.edit, name="record_edit"),
    path("registers/<slug:key>/<int:pk>/withdraw", records.withdraw, name="record_withdraw"),
    path("registers/<slug:key>/<int:pk>/restore", records.restore, name="record_restore"),
    path("registers/<slug:key>/<int:pk>/moves/<slug:move>", records.move, name="record_move"),
    path("registers/<slug:key>/<int:pk>/evidence", files.attach, name="record_evidence"),
    path("registers/<slug:key>/<int:pk>/evidence/<int:evidence>", files.evidence, name="record_file"),
)
urlpatterns = [
    path("registers", overview.overview, name="registers"),
    path("registers/codes", overview.lists, name="code_lists"),
    path("registers/codes/<slug:key>", overview.entries, name="code_list"),
    *_of_one,
    path("collectors", collecting.tokens, name="collectors"),
    path("collectors/<int:pk>/revoke", collecting.revoke, name="collector_revoke"),
    path("onsite", onsite.overview, name="onsite"),
    path("imports", imports.listing, name="imports"),
    path("imports/<int:pk>", reviews.review, name="import"),
    path("imports/<int:pk>/map", reviews.remap, name="import_map"),
    path("imports/<int:pk>/errors.xlsx", reviews.errors, name="import_errors"),
    path("imports/<int:pk>/apply", reviews.apply, name="import_apply"),
    path("imports/<int:pk>/undo", reviews.undo, name="import_undo"),
]
