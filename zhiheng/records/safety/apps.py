from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "zhiheng.records.safety"
    label = "safety"
    verbose_name = "质量安全"
    default_auto_field = "django.db.models.BigAutoField"
