from django.db import migrations, models


class Migration(migrations.Migration):
    """A partition may hold several files: what is new is appended, not merged."""

    dependencies = [("registers", "0001_initial")]

    operations = [
        migrations.RemoveField("partition", "file"),
        migrations.AddField("partition", "files", models.JSONField(blank=True, default=list)),
        migrations.AddField("partition", "last_id", models.BigIntegerField(default=0)),
        # The copy is made anew from the records; nothing but time is lost.
        migrations.RunSQL("UPDATE registers_partition SET published = 0", migrations.RunSQL.noop),
    ]
