from django.apps import AppConfig

from zhiheng.frame.registers import rooms


class RegistersConfig(AppConfig):
    name = "zhiheng.frame.registers"
    label = "registers"
    verbose_name = "台账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # A room declares its registers and lifecycles in modules or folders of these names; nothing else is edited.
        rooms.discover("lifecycles", "registers")
