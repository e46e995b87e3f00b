from django.apps import AppConfig


class ConformityConfig(AppConfig):
    name = "zhiheng.records.conformity"
    label = "conformity"
    verbose_name = "认证与检验检测"
    default_auto_field = "django.db.models.BigAutoField"
