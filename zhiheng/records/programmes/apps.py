from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "zhiheng.records.programmes"
    label = "programmes"
    verbose_name = "方案"
    default_auto_field = "django.db.models.BigAutoField"
