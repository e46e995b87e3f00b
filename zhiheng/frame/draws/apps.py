from django.apps import AppConfig


class DrawsConfig(AppConfig):
    name = "zhiheng.frame.draws"
    label = "draws"
    verbose_name = "随机抽取"
    default_auto_field = "django.db.models.BigAutoField"
