from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "zhiheng.faces.api"
    label = "api"
    verbose_name = "接口"
