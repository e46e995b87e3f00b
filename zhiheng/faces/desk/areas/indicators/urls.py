from django.urls import path

from zhiheng.faces.desk.areas.indicators import views_cell, views_indicator, views_matrix

urlpatterns = [
    path("indicators", views_matrix.indicators, name="indicators"),
    path("indicators/map/<str:region>.json", views_indicator.outlines, name="outlines"),
    path("indicators/<str:code>", views_indicator.indicator, name="indicator"),
    path("indicators/<str:code>/<str:region>/<str:period>", views_cell.cell, name="cell"),
    path(
        "indicators/<str:code>/<str:region>/<str:period>/report", views_cell.report_value, name="cell_report"
    ),
]
