from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "zhiheng.records.meetings"
    label = "meetings"
    verbose_name = "会议与议定事项"
    default_auto_field = "django.db.models.BigAutoField"
