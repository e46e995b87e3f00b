from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "zhiheng.records.works"
    label = "works"
    verbose_name = "工程质量"
    default_auto_field = "django.db.models.BigAutoField"
