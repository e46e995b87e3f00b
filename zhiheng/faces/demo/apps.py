from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "zhiheng.faces.demo"
    label = "demo"
    verbose_name = "演示"
