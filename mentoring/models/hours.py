"""When people have time in a week, on the clocks where they live."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Availability(models.Model):
    """A person's usual week, in one time zone.

    `zone`: an IANA name as it was chosen. It is text, so that a zone which no longer exists can still be read and told.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="availability", verbose_name=_("person")
    )
    zone = models.CharField(_("time zone"), max_length=64)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    class Meta:
        verbose_name = _("usual week")
        verbose_name_plural = _("usual weeks")
        constraints = [models.CheckConstraint(condition=~Q(zone=""), name="availability_names_a_zone")]

    def __str__(self):
        return f"{self.person_id}, {self.zone}"


class Block(models.Model):
    """Free time on one weekday, in minutes after local midnight, in halves of an hour.

    What goes past midnight is two blocks.
    """

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    STEP = 30
    DAY = 24 * 60

    availability = models.ForeignKey(
        Availability, on_delete=models.CASCADE, related_name="blocks", verbose_name=_("usual week")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    begins = models.PositiveSmallIntegerField(_("begins, minutes after midnight"))
    ends = models.PositiveSmallIntegerField(_("ends, minutes after midnight"))

    class Meta:
        verbose_name = _("free hours")
        verbose_name_plural = _("free hours")
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="block_weekday_known"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins"), ends__lte=24 * 60),
                name="block_ends_later",
                violation_error_message=_("Free hours end after they begin, on the same day."),
            ),
            models.CheckConstraint(
                condition=Exact(Mod("begins", 30), 0) & Exact(Mod("ends", 30), 0),
                name="block_in_half_hours",
                violation_error_message=_("Free hours begin and end at a full or a half hour."),
            ),
            ExclusionConstraint(
                name="blocks_apart",
                expressions=[
                    ("availability", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (
                        Func("begins", "ends", RangeBoundary(), function="INT4RANGE", output_field=IntegerRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("These free hours overlap."),
            ),
        ]

    def __str__(self):
        return f"{self.weekday} {self.begins}-{self.ends}"
