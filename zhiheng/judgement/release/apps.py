from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    name = "zhiheng.judgement.release"
    label = "release"
    verbose_name = "公开"
    default_auto_field = "django.db.models.BigAutoField"
