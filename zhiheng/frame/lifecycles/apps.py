from django.apps import AppConfig


class LifecyclesConfig(AppConfig):
    name = "zhiheng.frame.lifecycles"
    label = "lifecycles"
    verbose_name = "流程"
    default_auto_field = "django.db.models.BigAutoField"
