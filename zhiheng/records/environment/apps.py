from django.apps import AppConfig


class EnvironmentConfig(AppConfig):
    name = "zhiheng.records.environment"
    label = "environment"
    verbose_name = "环境质量"
    default_auto_field = "django.db.models.BigAutoField"
