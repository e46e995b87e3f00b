from django.urls import path

from zhiheng.faces.desk.areas.comparing import views

urlpatterns = [
    path("programmes/compare", views.compare_any, name="compare"),
    path("programmes/<slug:key>/compare", views.compare_one, name="programme_compare"),
]
