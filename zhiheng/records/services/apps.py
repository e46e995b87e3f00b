from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "zhiheng.records.services"
    label = "services"
    verbose_name = "服务质量"
    default_auto_field = "django.db.models.BigAutoField"
