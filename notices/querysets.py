"""Questions about the outbox. The clock decides in SQL what is due."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, Func, Min, OuterRef, Q, Value, When
from django.db.models.functions import Now

# After a start of the database, so long do leases count that ran out while it was away: their workers come first.
MARKS_COME_FIRST = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=6)  # between two tries


class ServerStart(Func):
    """When the database server was started."""

    function = "pg_postmaster_start_time"
    output_field = models.DateTimeField()


def confirmed_addresses():
    """The recipient's address, if the recipient showed that it is theirs: nobody signs up another one for mail."""
    person = OuterRef("recipient")
    return EmailAddress.objects.filter(user=person, verified=True, email__iexact=OuterRef("recipient__email"))


class NoticeQuerySet(models.QuerySet):
    def planned(self):
        """Notices that still wait for their time or for a try."""
        return self.filter(state="planned")

    def to_carry(self, now):
        """Due notices that nobody carries at `now`, oldest first. A lease that ran out counts as nobody's."""
        settled = Q(lease__isnull=True) | Q(server_start__lt=Now() - MARKS_COME_FIRST)
        due = self.planned().filter(try_at__lte=now).alias(server_start=ServerStart())
        return due.filter(settled).order_by("try_at", "pk")

    def account_mails(self):
        """Mails that somebody waits for, as a link to set a new password."""
        return self.exclude(address="")

    def claimed(self, limit):
        """The first `limit` of these, locked; those that another worker locked are passed over."""
        return self.select_for_update(skip_locked=True)[:limit]

    def leased(self, until):
        """Notices that some worker carries, or carried when it was killed, with a lease that ends by `until`."""
        return self.planned().filter(lease__isnull=False, try_at__lte=until)

    def with_facts(self):
        """Notices with all that decides how they go: the person, a confirmed address, choice and rhythm."""
        chosen = FilteredRelation("recipient__notice_choices", condition=Q(recipient__notice_choices__kind=F("kind")))
        return self.annotate(
            chosen=chosen, choice=F("chosen__channel"), is_confirmed=Exists(confirmed_addresses()), read_at=Now()
        ).select_related("recipient__notice_rhythm")

    def visible_to(self, person):
        """A person's own notices; account mails stay out, they hold secrets."""
        return self.filter(recipient=person, address="").exclude(kind="digest")

    def coming(self):
        return self.planned().order_by("due_at", "pk")

    def behind(self):
        """What stands on the own page: all that waits no more. What comes in the next digest stands here already."""
        return self.exclude(state="planned")

    def older_than(self, notice):
        """The notices after this one where the newest stand first."""
        return self.filter(due_at__lte=notice.due_at).exclude(due_at=notice.due_at, pk__gte=notice.pk)

    def newer_than(self, notice):
        """The notices before this one where the newest stand first."""
        return self.filter(due_at__gte=notice.due_at).exclude(due_at=notice.due_at, pk__lte=notice.pk)

    def overdue(self, now, since=None):
        """Notices that were due by `since` and are not carried yet; quiet hours are not waiting."""
        due = self.planned().filter(due_at__lte=since or now, try_at__lte=now + LONGEST_PAUSE)  # the index ends there
        return due.filter(Q(try_at__lte=Value(now)) | ~Q(last_error=""))

    def dead(self):
        """Dead letters: given up after the last try, or refused for good."""
        return self.filter(state="dead")

    def of_occurrence(self, occurrence):
        """Reminders of one event, of every schedule revision."""
        return self.filter(occurrence=occurrence)

    def gathered_without_digest(self):
        """Notices that wait for a digest which nobody has planned yet."""
        digests = self.model.objects.planned().filter(recipient=OuterRef("recipient"), kind="digest")
        return self.filter(~Exists(digests), state="gathered", digest__isnull=True)

    def oldest_due_at(self, now):
        """The due moment of the oldest notice that waits beyond its time, or None; quiet hours are not waiting."""
        return self.overdue(now).aggregate(oldest=Min("due_at"))["oldest"]

    def with_blindness(self, kinds):
        """Adds `is_blind`, whether it is of these kinds or a digest that holds one, and `reader`, "" for those."""
        held = self.model.objects.filter(digest=OuterRef("pk"), kind__in=kinds)
        blind = Case(When(Q(kind__in=kinds) | Exists(held), then=Value(True)), default=Value(False))
        return self.annotate(is_blind=blind).annotate(
            reader=Case(When(is_blind=True, then=Value("")), default=F("recipient__username"))
        )
