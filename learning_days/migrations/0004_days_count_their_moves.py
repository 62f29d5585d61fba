from django.db import migrations, models

# Whoever writes the row, and however old the copy is that they write: the database alone counts.
COUNT_MOVES = """
CREATE FUNCTION learning_days_count_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision;
    IF (NEW.date, NEW.starts_at, NEW.ends_at, NEW.cancelled_at)
        IS DISTINCT FROM (OLD.date, OLD.starts_at, OLD.ends_at, OLD.cancelled_at)
    THEN
        NEW.revision := OLD.revision + 1;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER day_counts_its_moves BEFORE UPDATE ON learning_days_day
    FOR EACH ROW EXECUTE FUNCTION learning_days_count_moves();
"""

BACK = """
DROP TRIGGER day_counts_its_moves ON learning_days_day;
DROP FUNCTION learning_days_count_moves;
"""


class Migration(migrations.Migration):
    dependencies = [("learning_days", "0003_reports_sent_twice_are_one")]

    operations = [
        migrations.AddField(
            model_name="day",
            name="revision",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="revision of the hours"),
        ),
        migrations.RunSQL(COUNT_MOVES, BACK),
    ]
