"""Who takes part: people with their languages, skills, activity areas and regions."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from .fields import LineField, MarkdownField
from .querysets import LanguageLevelQuerySet, LanguageQuerySet, PersonManager
from .text import FORBIDDEN_IN_LINE
from .validators import LONGEST_USERNAME, username_validators


class Language(models.Model):
    """A language as Wikimedia's language-data knows it."""

    class Direction(models.TextChoices):
        LTR = "ltr", _("left to right")
        RTL = "rtl", _("right to left")

    code = models.CharField(_("code"), max_length=20, unique=True)
    autonym = models.CharField(_("name in the language itself"), max_length=100)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, default=Direction.LTR)

    objects = LanguageQuerySet.as_manager()

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [
            models.CheckConstraint(condition=Q(direction__in=["ltr", "rtl"]), name="language_direction_known")
        ]

    def __str__(self):
        return self.autonym


class Region(models.Model):
    """A part of the world, as the movement's reports count it."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self):
        return self.name


class ActivityArea(models.Model):
    """A field of work in the movement: GLAM, education, affiliates and others."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("activity area")
        verbose_name_plural = _("activity areas")

    def __str__(self):
        return self.name


class Affiliate(models.Model):
    """A chapter, user group or other organization of the movement that people belong to."""

    slug = models.SlugField(_("slug"), unique=True)
    name = LineField(_("name"), max_length=150)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="affiliates", verbose_name=_("region")
    )
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)

    class Meta:
        verbose_name = _("affiliate")
        verbose_name_plural = _("affiliates")

    def __str__(self):
        return self.name


class SkillGroup(models.Model):
    """One of the five groups of skills and traits that the first consultation named."""

    slug = models.SlugField(_("slug"), unique=True)
    title = models.CharField(_("title"), max_length=150)
    description = models.CharField(_("description"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("skill group")
        verbose_name_plural = _("skill groups")

    def __str__(self):
        return self.title


class Skill(models.Model):
    """One skill or trait, in its group."""

    group = models.ForeignKey(SkillGroup, on_delete=models.PROTECT, related_name="skills", verbose_name=_("group"))
    slug = models.SlugField(_("slug"), unique=True)
    title = models.CharField(_("title"), max_length=150)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    wikidata = models.CharField(
        _("item on Wikidata"),
        max_length=20,
        blank=True,
        help_text=_("For example Q123. Other platforms of the movement name skills by it."),
    )

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = [
            models.UniqueConstraint(
                fields=["wikidata"],
                condition=~Q(wikidata=""),
                name="skill_wikidata_once",
                violation_error_message=_("Another skill has this item of Wikidata."),
            ),
            models.CheckConstraint(
                condition=Q(wikidata="") | Q(wikidata__regex=r"^Q[1-9][0-9]*$"),
                name="skill_wikidata_is_an_item",
                violation_error_message=_("An item of Wikidata is a Q and a number, for example Q123."),
            ),
        ]

    def __str__(self):
        return self.title


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who takes part. The user name never changes: addresses and history hold it."""

    class Shown(models.TextChoices):
        """What a person may choose to show on the public page."""

        WIKI_USERNAME = "wiki_username", _("my Wikimedia user name")
        BIO = "bio", _("the text about me")
        REGION = "region", _("my region")
        LANGUAGES = "languages", _("my languages")
        SKILLS = "skills", _("my skills")
        AREAS = "areas", _("my activity areas")
        CONTRIBUTIONS = "contributions", _("the ideas that I shared")

    username = models.CharField(_("user name"), max_length=LONGEST_USERNAME, validators=username_validators)
    display_name = LineField(_("name that others see"), max_length=100)
    wiki_username = models.CharField(_("Wikimedia user name"), max_length=255, blank=True)
    wiki_edit_count = models.PositiveIntegerField(_("edits on the wikis"), null=True, blank=True)
    wiki_registered_at = models.DateTimeField(_("registered on the wikis at"), null=True, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    time_zone = TimeZoneField(_("time zone"), default="UTC")
    interface_language = models.CharField(
        _("language of the pages"), max_length=20, blank=True, choices=settings.LANGUAGES
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("region")
    )
    bio = MarkdownField(_("about me"), blank=True, max_length=2000)
    bio_html = models.TextField(blank=True, editable=False)
    shown = ArrayField(
        models.CharField(max_length=20, choices=Shown),
        verbose_name=_("what my public page shows"),
        default=list,
        blank=True,
    )
    areas = models.ManyToManyField(ActivityArea, blank=True, related_name="people", verbose_name=_("activity areas"))
    affiliates = models.ManyToManyField(
        Affiliate,
        blank=True,
        related_name="people",
        verbose_name=_("affiliates"),
        help_text=_("Who belongs to the same one does not review your applications."),
    )
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("username"), name="person_username_once", violation_error_message=_("This user name is taken.")
            ),
            models.CheckConstraint(
                condition=~Q(display_name="") & ~Q(display_name__regex=FORBIDDEN_IN_LINE),
                name="person_display_name_readable",
                violation_error_message=_("Please give a name that others can read."),
            ),
        ]

    def __str__(self):
        return self.display_name

    def get_absolute_url(self):
        return reverse("people:profile", args=[self.username])

    def get_full_name(self):
        return self.display_name

    def get_short_name(self):
        return self.display_name


class LanguageLevel(models.Model):
    """How well a person knows a language, in the levels of Wikimedia's Babel boxes."""

    class Level(models.TextChoices):
        NONE = "0", _("0 – I do not understand it")
        BASIC = "1", _("1 – basic")
        INTERMEDIATE = "2", _("2 – intermediate")
        ADVANCED = "3", _("3 – advanced")
        NEAR_NATIVE = "4", _("4 – near native")
        PROFESSIONAL = "5", _("5 – professional")
        NATIVE = "N", _("N – native")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="language_levels")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="levels", verbose_name=_("language"))
    level = models.CharField(_("level"), max_length=1, choices=Level)

    objects = LanguageLevelQuerySet.as_manager()

    class Meta:
        verbose_name = _("language level")
        verbose_name_plural = _("language levels")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language"],
                name="language_level_once",
                violation_error_message=_("This language stands in your list twice."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=["0", "1", "2", "3", "4", "5", "N"]), name="language_level_known"
            ),
        ]

    def __str__(self):
        return f"{self.language_id} {self.level}"


class SkillLevel(models.Model):
    """What a person wants to learn, can practise or can teach."""

    class Level(models.TextChoices):
        LEARN = "learn", _("I want to learn it")
        PRACTISE = "practise", _("I can practise it")
        TEACH = "teach", _("I can teach it")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skill_levels")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="levels", verbose_name=_("skill"))
    level = models.CharField(_("level"), max_length=10, choices=Level)

    class Meta:
        verbose_name = _("skill level")
        verbose_name_plural = _("skill levels")
        constraints = [
            models.UniqueConstraint(fields=["person", "skill"], name="skill_level_once"),
            models.CheckConstraint(condition=Q(level__in=["learn", "practise", "teach"]), name="skill_level_known"),
        ]

    def __str__(self):
        return f"{self.skill_id} {self.level}"
