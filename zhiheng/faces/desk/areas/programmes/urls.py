from django.urls import path

from zhiheng.faces.desk.areas.programmes import views, views_attainment, views_binding, views_loading

urlpatterns = [
    path("programmes", views.programmes, name="programmes"),
    path("programmes/<slug:key>", views.programme, name="programme"),
    path("programmes/<slug:key>/text", views_loading.text, name="programme_text"),
    path("programmes/<slug:key>/attainment", views_attainment.attainment, name="attainment"),
    path("programmes/<slug:key>/bindings", views_binding.bindings, name="programme_bindings"),
]
