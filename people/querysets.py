"""Questions about people."""

from itertools import chain, count

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower


class PersonQuerySet(models.QuerySet):
    def active(self):
        """People whose account may be used."""
        return self.filter(is_active=True)

    def named(self, username):
        """The person of that user name, in capitals or not; it reads the index of the constraint."""
        return self.alias(lower_username=Lower("username")).filter(lower_username=Lower(Value(username)))

    def with_profile(self):
        """People with all that a public profile may show."""
        return self.select_related("region").prefetch_related(
            "language_levels__language", "skill_levels__skill__group", "areas"
        )


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    """Makes people; the command `createsuperuser` and allauth come through here."""

    def get_by_natural_key(self, username):
        return self.named(username).get()

    def create_user(self, username, email=None, password=None, **fields):
        """A person with a hashed password, or none that works when `password` is None."""
        fields.setdefault("display_name", username)
        username = self.model.normalize_username(username)
        person = self.model(username=username, email=self.normalize_email(email or ""), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def free_username(self, wanted):
        """The wanted user name, or the first of `wanted-2`, `wanted-3` … that nobody has."""
        names = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
        return next(name for name in names if not self.named(name).exists())

    def create_superuser(self, username, email=None, password=None, **fields):
        return self.create_user(username, email, password, is_staff=True, is_superuser=True, **fields)


class LanguageQuerySet(models.QuerySet):
    def spoken_by(self, person):
        """Languages that the person declared at level 1 or higher."""
        return self.filter(levels__person=person, levels__level__gt="0")

    def called(self, name, codes=()):
        """Languages of exactly this code or name in the language itself, or with one of the codes."""
        return self.filter(Q(code__iexact=name) | Q(autonym__iexact=name) | Q(code__in=codes))

    def like(self, text, codes=()):
        """Languages whose code begins with the text, whose own name holds it, or with one of the codes."""
        return self.filter(Q(code__istartswith=text) | Q(autonym__icontains=text) | Q(code__in=codes))

    def by_code(self):
        return self.order_by("code")


class LanguageLevelQuerySet(models.QuerySet):
    def spoken(self):
        """Levels 1 to 5 and native; level 0 says that one does not understand the language."""
        return self.filter(level__gt="0")

    def fluent(self):
        """Level 3 or higher."""
        return self.filter(level__gte="3")
