"""The user name never changes: addresses and history hold it, so the database refuses."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION people_refuse_new_username() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A user name never changes.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'person_username_stays', TABLE = 'people_person';
END $$;
CREATE TRIGGER person_username_stays BEFORE UPDATE OF username ON people_person
    FOR EACH ROW WHEN (NEW.username IS DISTINCT FROM OLD.username)
    EXECUTE FUNCTION people_refuse_new_username();
"""

ALLOW = """
DROP TRIGGER person_username_stays ON people_person;
DROP FUNCTION people_refuse_new_username();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
