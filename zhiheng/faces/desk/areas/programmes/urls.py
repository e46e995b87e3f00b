from django.urls import path

from zhiheng.faces.desk.areas.programmes import (
    views,
    views_attainment,
    views_binding,
    views_links,
    views_loading,
)

urlpatterns = [
    path("programmes", views.programmes, name="programmes"),
    path("programmes/<slug:key>", views.programme, name="programme"),
    path("programmes/<slug:key>/text", views_loading.text, name="programme_text"),
    path("programmes/<slug:key>/attainment", views_attainment.attainment, name="attainment"),
    path("programmes/<slug:key>/bindings", views_binding.bindings, name="programme_bindings"),
    path("programmes/<slug:key>/links", views_links.links, name="programme_links"),
    path("programmes/<slug:key>/links/higher", views_links.link, name="programme_link"),
    path("programmes/<slug:key>/links/action", views_links.action, name="programme_action"),
    path("programmes/<slug:key>/links/target", views_links.target, name="programme_target"),
    path("programmes/<slug:key>/links/target/drop", views_links.target_drop, name="programme_target_drop"),
]
