from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "zhiheng.records.publicity"
    label = "publicity"
    verbose_name = "宣传培训"
    default_auto_field = "django.db.models.BigAutoField"
