"""A row's own ground is called ``why``: the form of a correction asks for a ``reason`` of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_market_access")]

    operations = [
        migrations.RenameField(model, "reason", "why")
        for model in ("keyobject", "planchange", "supervisionclass", "entryscreening")
    ]
