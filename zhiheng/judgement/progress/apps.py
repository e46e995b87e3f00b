from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "zhiheng.judgement.progress"
    label = "progress"
    verbose_name = "任务进展"
    default_auto_field = "django.db.models.BigAutoField"
