from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "zhiheng.faces.portal"
    label = "portal"
    verbose_name = "公开门户"
