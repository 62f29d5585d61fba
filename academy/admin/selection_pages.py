"""What organizers do to a cohort when its reviews are in: decide, tell the results, offer the seats."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action

from consultations.admin.base import one_form

from ..actions import offers, selection
from ..models import Decision, Selection
from ..rules.selection import check_can_decide
from .bulk import run_bulk


class DecidesCohorts:
    """Decide, tell and offer: each on a page that says first what would happen, or for many cohorts at once."""

    def has_decide_permission(self, request, object_id=None):
        return self._may_after_closing(request, object_id, lambda cohort: not hasattr(cohort, "selection"))

    def has_tell_permission(self, request, object_id=None):
        return self._may_after_closing(request, object_id, lambda cohort: selection_of(cohort, told=False))

    def has_offer_permission(self, request, object_id=None):
        return self._may_after_closing(request, object_id, lambda cohort: selection_of(cohort, told=True))

    def _may_after_closing(self, request, object_id, is_next):
        """For the button; what is sent is answered by the action with the state that holds."""
        if not self.has_change_permission(request):
            return False
        if request.method == "POST" or object_id is None:
            return True
        cohort = self.get_object(request, object_id)
        return bool(cohort and cohort.published_at and cohort.closes_at <= timezone.now() and is_next(cohort))

    @action(description=_("Decide …"), permissions=["decide"], icon="gavel")
    def decide(self, request, object_id):
        cohort = self._get_or_404(request, object_id)
        return self._asked(
            request,
            cohort,
            change=lambda: selection.decide(cohort=cohort, actor=request.user, now=timezone.now()),
            done=_("Decided. Nobody is told yet: look at the decisions, then send the results."),
            title=_("Decide on this cohort?"),
            intro=" ".join(what_is_decided(selection.preview(cohort=cohort))),
            button=_("Decide, once and for all"),
        )

    @action(description=_("Send the results …"), permissions=["tell"], icon="outgoing_mail")
    def tell(self, request, object_id):
        cohort = self._get_or_404(request, object_id)
        return self._asked(
            request,
            cohort,
            change=lambda: selection.tell_results(
                selection=decided_or_refused(cohort), actor=request.user, now=timezone.now()
            ),
            done=_("The results are sent, and the ledger is public."),
            title=_("Send the results?"),
            intro=" ".join(what_is_told(cohort)),
            button=_("Send them, once"),
        )

    @action(description=_("Offer the seats …"), permissions=["offer"], icon="event_seat")
    def offer_seats(self, request, object_id):
        cohort = self._get_or_404(request, object_id)
        people = min(Decision.objects.to_be_offered(cohort).count(), max(offers.free_seats(cohort), 0))
        said = ngettext(
            "%(people)s person is offered a seat, and has %(days)s days to answer.",
            "%(people)s people are offered a seat, and have %(days)s days to answer.",
            people,
        )
        return self._asked(
            request,
            cohort,
            change=lambda: offers.make_offers(cohort=cohort, actor=request.user, now=timezone.now()),
            done=_("Offered. A seat that nobody accepts in time goes to the next person by itself."),
            title=_("Offer the seats?"),
            intro=said % {"people": people, "days": cohort.offer_days},
            button=_("Offer the seats"),
        )

    def _asked(self, request, cohort, **page):
        return one_form(request, self, cohort, forms.Form(request.POST if request.method == "POST" else None), **page)

    @admin.action(description=_("Decide …"), permissions=["change"])
    def decide_many(self, request, queryset):
        def decide(cohort, cleaned):
            selection.decide(cohort=cohort, actor=request.user, now=timezone.now())
            return _now("Decided. Nobody is told yet.")

        return run_bulk(
            request,
            self,
            queryset,
            title=_("Decide on these cohorts"),
            intro=_("A decision stands: it cannot be taken back, only corrected for one application with a reason."),
            preview=lambda cohorts, cleaned: [(cohort, *would_decide(cohort, timezone.now())) for cohort in cohorts],
            act=decide,
            button=_("Decide, once and for all"),
        )


def selection_of(cohort, *, told):
    return Selection.objects.filter(cohort=cohort, told_at__isnull=not told).exists()


def decided_or_refused(cohort):
    found = Selection.objects.filter(cohort=cohort).first()
    if found is None:
        raise ValidationError(_("This cohort is not decided yet."), code="undecided")
    return found


def would_decide(cohort, now):
    """(what deciding would do or why it cannot, whether it would)"""
    seen = selection.preview(cohort=cohort)
    try:
        check_can_decide(cohort, applications=sum(seen.outcomes.values()), lacking=seen.lacking, now=now)
    except ValidationError as refusal:
        return " ".join(refusal.messages), False
    return " ".join(what_is_decided(seen)), True


def what_is_decided(seen):
    """A preview in sentences with counts."""
    told = {name: seen.outcomes.get(name, 0) for name in Decision.Outcome.values}
    yield _now("Selected: %(selected)s. Waiting: %(waiting)s. Not selected: %(declined)s.") % told
    for region, counts in seen.regions:
        name = _now(region) if region else _now("region not told")
        row = {"region": name, "selected": counts["selected"], "people": counts.total()}
        yield _now("%(region)s: %(selected)s of %(people)s selected.") % row
    if seen.binding:
        yield _now("Minimums that decide: %(groups)s.") % {"groups": ", ".join(seen.binding)}
    for group, published, kept in seen.lowered:
        row = {"group": group, "published": published, "kept": kept}
        yield _now("The minimum for %(group)s is lowered from %(published)s to %(kept)s.") % row
    if seen.lacking:
        said = ngettext(
            "%(number)s application still needs a review: %(codes)s.",
            "%(number)s applications still need a review, among them %(codes)s.",
            len(seen.lacking),
        )
        yield said % {"number": len(seen.lacking), "codes": ", ".join(seen.lacking[:5])}


def what_is_told(cohort):
    decided = Decision.objects.holding().of_present().filter(application__cohort=cohort)
    for outcome in Decision.Outcome:
        row = {"outcome": outcome.label, "people": decided.filter(outcome=outcome).count()}
        yield _now("%(outcome)s: %(people)s.") % row
    yield _now("Each person gets one message. It cannot be sent twice.")
