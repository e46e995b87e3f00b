from django.apps import AppConfig


class TalentConfig(AppConfig):
    name = "zhiheng.records.talent"
    label = "talent"
    verbose_name = "质量人才"
    default_auto_field = "django.db.models.BigAutoField"
