"""A user name never changes, but for one time: when its person is erased."""

from django.db import migrations

TRIGGER = """
DROP TRIGGER person_username_stays ON people_person;
CREATE TRIGGER person_username_stays BEFORE UPDATE OF username ON people_person
    FOR EACH ROW WHEN (NEW.username IS DISTINCT FROM OLD.username {but})
    EXECUTE FUNCTION people_refuse_new_username();
"""
BUT_ERASED = "AND NOT (NEW.username = 'erased-' || OLD.id AND NOT NEW.is_active)"


class Migration(migrations.Migration):
    dependencies = [("people", "0005_skills_on_wikidata")]

    operations = [migrations.RunSQL(TRIGGER.format(but=BUT_ERASED), TRIGGER.format(but=""))]
