from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "zhiheng.records.statistics"
    label = "statistics"
    verbose_name = "统计报表"
    default_auto_field = "django.db.models.BigAutoField"
