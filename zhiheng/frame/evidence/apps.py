from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "zhiheng.frame.evidence"
    label = "evidence"
    verbose_name = "佐证"
    default_auto_field = "django.db.models.BigAutoField"
