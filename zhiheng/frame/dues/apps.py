from django.apps import AppConfig


class DuesConfig(AppConfig):
    name = "zhiheng.frame.dues"
    label = "dues"
    verbose_name = "待办"
    default_auto_field = "django.db.models.BigAutoField"
