from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RegistersConfig(AppConfig):
    name = "zhiheng.frame.registers"
    label = "registers"
    verbose_name = "台账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # A room declares its registers and lifecycles in modules of these names; nothing else is edited.
        autodiscover_modules("lifecycles")
        autodiscover_modules("registers")
