from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "zhiheng.records.supervision"
    label = "supervision"
    verbose_name = "产品监督"
    default_auto_field = "django.db.models.BigAutoField"
