from django.apps import AppConfig


class BrandsConfig(AppConfig):
    name = "zhiheng.records.brands"
    label = "brands"
    verbose_name = "品牌与奖励"
    default_auto_field = "django.db.models.BigAutoField"
