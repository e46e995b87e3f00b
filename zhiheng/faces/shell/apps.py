from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "zhiheng.faces.shell"
    label = "shell"
    verbose_name = "页面外壳"
