from django.urls import path

from zhiheng.faces.desk.areas.home import views, views_dues

urlpatterns = [
    path("desk", views.home, name="home"),
    path("desk/notes/<int:pk>", views.note_read, name="note_read"),
    path("desk/dues", views_dues.dues, name="dues"),
    path("desk/dues/<int:pk>", views_dues.due, name="due"),
    path("desk/dues/<int:pk>/<slug:move>", views_dues.due_move, name="due_move"),
]
