from django.apps import AppConfig


class FoundationsConfig(AppConfig):
    name = "zhiheng.records.foundations"
    label = "foundations"
    verbose_name = "质量基础"
    default_auto_field = "django.db.models.BigAutoField"
