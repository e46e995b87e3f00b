from django.apps import AppConfig


class CascadeConfig(AppConfig):
    name = "zhiheng.records.cascade"
    label = "cascade"
    verbose_name = "目标分解"
    default_auto_field = "django.db.models.BigAutoField"
