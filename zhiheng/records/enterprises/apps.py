from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "zhiheng.records.enterprises"
    label = "enterprises"
    verbose_name = "企业档案"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiheng.frame.registers import own
        from zhiheng.records.enterprises.names import merged_into

        own.know_mergers(merged_into)
