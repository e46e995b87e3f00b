from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "zhiheng.records.governance"
    label = "governance"
    verbose_name = "质量治理"
    default_auto_field = "django.db.models.BigAutoField"
