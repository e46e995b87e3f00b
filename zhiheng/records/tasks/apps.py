from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "zhiheng.records.tasks"
    label = "tasks"
    verbose_name = "任务与问题"
    default_auto_field = "django.db.models.BigAutoField"
