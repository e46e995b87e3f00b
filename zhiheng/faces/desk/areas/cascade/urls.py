from django.urls import path

from zhiheng.faces.desk.areas.cascade import exporting, views, views_edit, views_mine, views_target

# What has a fixed word in its place comes before the targets, whose keys would take it.
urlpatterns = [
    path("programmes/<slug:key>/cascade", views.cascade, name="cascade"),
    path("programmes/<slug:key>/cascade/mine", views_mine.mine, name="cascade_mine"),
    path("programmes/<slug:key>/cascade/mine/<int:share>", views_mine.objection, name="cascade_object"),
    path("programmes/<slug:key>/cascade/export", exporting.export, name="cascade_export"),
    path("programmes/<slug:key>/cascade/<str:target>", views_target.target, name="cascade_target"),
    path("programmes/<slug:key>/cascade/<str:target>/edit", views_edit.edit, name="cascade_edit"),
    path("programmes/<slug:key>/cascade/<str:target>/check", views_edit.check, name="cascade_check"),
    path("programmes/<slug:key>/cascade/<str:target>/discard", views_edit.discard, name="cascade_discard"),
    path(
        "programmes/<slug:key>/cascade/<str:target>/keep/<int:share>", views_target.keep, name="cascade_keep"
    ),
]
