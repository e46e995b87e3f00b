from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "zhiheng.records.drafts"
    label = "drafts"
    verbose_name = "审读"
    default_auto_field = "django.db.models.BigAutoField"
