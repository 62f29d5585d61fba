"""Questions about people."""

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef


class PersonQuerySet(models.QuerySet):
    def active(self):
        """People whose account may be used."""
        return self.filter(is_active=True)

    def with_profile(self):
        """People with all that a public profile may show."""
        return self.select_related("region").prefetch_related(
            "language_levels__language", "skill_levels__skill__group", "areas"
        )

    def speaking(self, language):
        """People who declared the language at level 1 or higher."""
        levels = self.model.language_levels.rel.related_model.objects.filter(person=OuterRef("pk"), language=language)
        return self.filter(Exists(levels.spoken()))


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    """Makes people; the command `createsuperuser` and allauth come through here."""

    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)

    def create_user(self, username, email=None, password=None, **fields):
        """A person with a hashed password, or none that works when `password` is None."""
        fields.setdefault("display_name", username)
        person = self.model(username=username, email=self.normalize_email(email or ""), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, username, email=None, password=None, **fields):
        return self.create_user(username, email, password, is_staff=True, is_superuser=True, **fields)


class LanguageQuerySet(models.QuerySet):
    def spoken_by(self, person):
        """Languages that the person declared at level 1 or higher."""
        return self.filter(levels__person=person, levels__level__gt="0")

    def by_code(self):
        return self.order_by("code")


class LanguageLevelQuerySet(models.QuerySet):
    def spoken(self):
        """Levels 1 to 5 and native; level 0 says that one does not understand the language."""
        return self.filter(level__gt="0")

    def fluent(self):
        """Level 3 or higher."""
        return self.filter(level__gte="3")
