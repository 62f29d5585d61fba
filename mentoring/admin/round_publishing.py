"""Publishing a round, once; and what came of it: answers, next offers, those whose pairing broke, silent mentors."""

from django import forms
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action

from consultations.admin.base import one_form

from ..actions.publishing import publish
from ..actions.rematching import place_orphans
from ..actions.round_notices import still_alone
from ..actions.rounds import announce
from ..answer_rows import answers_of, later_offers, orphans_in, silent_in
from ..models import Proposal
from .round_pages import RoundPages


class PublishesRounds(RoundPages):
    """A page says exactly what goes out to how many; afterwards it shows what they answered."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/answers/", view(self.answers), name="mentoring_round_answers"),
            *super().get_urls(),
        ]

    def has_publish_permission(self, request, object_id=None):
        """For the button; what is sent is answered by the action with the state that holds."""
        if not self.has_change_permission(request) or request.method == "POST" or object_id is None:
            return self.has_change_permission(request)
        matching = self.get_object(request, object_id)
        return bool(matching and matching.newest_version and not matching.published_at)

    def has_place_orphans_permission(self, request, object_id=None):
        if not self.has_change_permission(request) or request.method == "POST" or object_id is None:
            return self.has_change_permission(request)
        matching = self.get_object(request, object_id)
        return bool(matching and matching.published_at)

    @action(description=_("Publish …"), permissions=["publish"], icon="outgoing_mail")
    def publish(self, request, object_id):
        matching = self._get_or_404(request, object_id)
        return one_form(
            request,
            self,
            matching,
            forms.Form(request.POST if request.method == "POST" else None),
            change=lambda: publish_openly(matching, request.user),
            done=_("Published. Everybody is told, and both sides can answer."),
            title=_("Publish this round?"),
            intro=format_html_join(mark_safe("<br>"), "{}", ((said,) for said in what_is_published(matching))),
            button=_("Publish it, once"),
            back=page_of(matching, "answers" if request.method == "POST" else "review"),
        )

    @action(description=_("Place the orphans …"), permissions=["place_orphans"], icon="diversity_1")
    def place_orphans(self, request, object_id):
        matching = self._get_or_404(request, object_id)
        number = orphans_in(matching).count()
        said = ngettext(
            "%(number)s person lost a mentor and seeks one again.",
            "%(number)s people lost their mentors and seek one again.",
            number,
        )
        rest = _now("They get free places only, reserves too: no pair that stands is touched. Both sides are told.")
        return one_form(
            request,
            self,
            matching,
            forms.Form(request.POST if request.method == "POST" else None),
            change=lambda: place_orphans(round=matching, actor=request.user, now=timezone.now()),
            done=_("Done. Who got a new proposal is told; the list says who still waits."),
            title=_("Place the orphans?"),
            intro=f"{said % {'number': number}} {rest}",
            button=_("Place them"),
            back=page_of(matching, "answers"),
        )

    def answers(self, request, object_id):
        matching = self._get_or_404(request, object_id)
        now = timezone.now()
        return self.page(
            request,
            matching,
            "answers",
            title=_now("Answers"),
            answers=answers_of(matching, now),
            later=later_offers(matching),
            orphans=orphans_in(matching),
            silent=silent_in(matching, now),
        )


def page_of(matching, name):
    return reverse(f"admin:mentoring_round_{name}", args=[matching.pk])


def publish_openly(matching, actor):
    """A round that nobody announced is public from then on: the messages lead to its page."""
    publish(round=matching, actor=actor, now=timezone.now())
    announce(matching=matching, actor=actor, now=timezone.now())


def what_is_published(matching):
    """In sentences: which messages go to how many people."""
    drafts = Proposal.objects.drafts().filter(round=matching)
    people, mentors = drafts.count(), drafts.values("mentor").distinct().count()
    solution = matching.solutions.order_by("-version").first()
    alone = still_alone(solution).count() if solution else 0
    yield ngettext(
        "%(number)s person who asks gets a message with a mentor's name and the reasons.",
        "%(number)s people who ask get a message, each with a mentor's name and the reasons.",
        people,
    ) % {"number": people}
    yield ngettext(
        "%(number)s mentor gets one message with the people proposed.",
        "%(number)s mentors get one message each, with the people proposed.",
        mentors,
    ) % {"number": mentors}
    yield ngettext(
        "%(number)s person without a mentor is told why.",
        "%(number)s people without a mentor are told why.",
        alone,
    ) % {"number": alone}
    yield ngettext(
        "They have %(days)s day to answer; a place that is declined goes to the next best person.",
        "They have %(days)s days to answer; a place that is declined goes to the next best person.",
        matching.answer_days,
    ) % {"days": matching.answer_days}
    yield _now("The figures and the proof become public. It cannot be taken back.")
