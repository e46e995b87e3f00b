from django.urls import path

from zhiheng.faces.desk.areas.meetings import views, views_duties, views_group, views_groups

urlpatterns = [
    path("meetings", views.meetings, name="meetings"),
    path("meetings/decisions/<int:pk>/task", views.decision_task, name="decision_task"),
    path("duties", views_duties.duty_matrix, name="duty_matrix"),
    path("groups", views_groups.groups, name="groups"),
    path("groups/<int:pk>", views_group.group, name="group"),
]
