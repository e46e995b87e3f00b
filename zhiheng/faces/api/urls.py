from django.urls import path

from zhiheng.faces.api.api import api

urlpatterns = [path("", api.urls)]
