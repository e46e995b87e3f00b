from django.urls import path

from zhiheng.faces.desk.areas.drafts import views, views_items, views_making, views_whole

urlpatterns = [
    path("drafts", views.drafts, name="drafts"),
    path("drafts/new", views_making.new, name="draft_new"),
    path("drafts/<int:pk>", views.draft, name="draft"),
    path("drafts/<int:pk>/items", views.items, name="draft_items"),
    path("drafts/<int:pk>/text/<int:number>", views.text, name="draft_text"),
    path("drafts/<int:pk>/pulse", views.pulse, name="draft_pulse"),
    path("drafts/<int:pk>/file", views_making.file, name="draft_file"),
    path("drafts/<int:pk>/again", views_making.again, name="draft_again"),
    path("drafts/<int:pk>/certain", views_whole.certain, name="draft_certain"),
    path("drafts/<int:pk>/undo", views_whole.undo, name="draft_undo"),
    path("drafts/<int:pk>/force", views_whole.force, name="draft_force"),
    path("drafts/<int:pk>/add", views_whole.add, name="draft_add"),
    path("drafts/<int:pk>/items/<int:item>", views_items.item, name="draft_item"),
    path("drafts/<int:pk>/items/<int:item>/decide", views_items.decide, name="draft_item_decide"),
    path("drafts/<int:pk>/items/<int:item>/edit", views_items.edit, name="draft_item_edit"),
    path("drafts/<int:pk>/items/<int:item>/split", views_items.split, name="draft_item_split"),
]
