from django.urls import path

from zhiheng.faces.desk.areas.indicators import (
    views_air,
    views_cell,
    views_change,
    views_indicator,
    views_local,
    views_matrix,
    views_official,
    views_water,
)

urlpatterns = [
    path("indicators", views_matrix.indicators, name="indicators"),
    path("indicators/new", views_local.new, name="indicator_new"),
    path("indicators/air", views_air.air, name="air_year"),
    path("indicators/water", views_water.water, name="water_status"),
    path("indicators/official", views_official.official, name="indicators_official"),
    path("indicators/official/export", views_official.export, name="indicators_official_export"),
    path("indicators/official/bring", views_official.bring_in, name="indicators_official_bring"),
    path("indicators/local", views_local.listing, name="indicators_local"),
    path("indicators/local/<str:code>", views_local.change, name="indicator_edit"),
    path("indicators/local/<str:code>/close", views_local.close, name="indicator_close"),
    path("indicators/map/<str:region>.json", views_indicator.outlines, name="outlines"),
    path("indicators/<str:code>", views_indicator.indicator, name="indicator"),
    path("indicators/<str:code>/<str:region>/<str:period>", views_cell.cell, name="cell"),
    path(
        "indicators/<str:code>/<str:region>/<str:period>/changes", views_change.changes, name="cell_changes"
    ),
    path(
        "indicators/<str:code>/<str:region>/<str:period>/report", views_cell.report_value, name="cell_report"
    ),
]
