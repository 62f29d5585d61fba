"""When a cohort may be decided, its results told, and seats offered and taken."""

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def check_can_decide(cohort, *, applications, lacking, now):
    """After the deadline, once, when all are reviewed; codes `unpublished`, `open`, `decided`, `nobody`, `reviews`.

    `applications`: how many are ranked; `lacking`: the codes of those that still need a review.
    """
    if not cohort.published_at:
        raise ValidationError(_("This cohort is not published: nobody applied."), code="unpublished")
    if cohort.closes_at > now:
        raise ValidationError(_("People can still apply. Decide after the deadline."), code="open")
    if hasattr(cohort, "selection"):
        raise _said(
            _("%(cohort)s is decided already, by %(person)s on %(moment)s. The decisions stand."),
            "decided",
            cohort.selection.decided_by,
            cohort.selection.decided_at,
            cohort=cohort.title,
        )
    if not applications:
        raise ValidationError(_("Nobody applied: there is nothing to decide."), code="nobody")
    if lacking:
        raise ValidationError(
            ngettext(
                "%(count)s application still needs a review: %(codes)s.",
                "%(count)s applications still need a review, among them %(codes)s.",
                len(lacking),
            ),
            code="reviews",
            params={"count": len(lacking), "codes": ", ".join(sorted(lacking)[:5])},
        )


def check_can_tell(selection):
    """Results are told once; code `told`."""
    if selection.told_at:
        raise _said(
            _("The results of %(cohort)s were sent on %(moment)s, by %(person)s. Nobody gets them twice."),
            "told",
            selection.told_by,
            selection.told_at,
            cohort=selection.cohort.title,
        )


def check_can_correct(decision, outcome, *, is_decider_concerned, holds_offer):
    """A decided application, to another outcome; codes `undecided`, `same`, `own`, `offer`."""
    if decision is None:
        raise ValidationError(_("This application was not decided yet."), code="undecided")
    if is_decider_concerned:
        raise ValidationError(_("This is your own application: somebody else decides on it."), code="own")
    if decision.outcome == outcome:
        raise ValidationError(_("This is the decision already."), code="same")
    if holds_offer:
        raise ValidationError(_("This person holds an offer. Withdraw it first."), code="offer")


def check_can_offer(cohort, selection):
    """Seats are offered when the results are told; codes `undecided`, `untold`."""
    if selection is None:
        raise ValidationError(_("%(cohort)s is not decided yet."), code="undecided", params={"cohort": cohort.title})
    if not selection.told_at:
        raise ValidationError(
            _("Send the results first: an offer would tell some people before the others."), code="untold"
        )


def check_seats(applications, free):
    """As many offers as seats; code `seats`."""
    if applications > free:
        raise ValidationError(
            ngettext(
                "%(count)s seat is free, and %(people)s people would get an offer. Choose fewer.",
                "%(count)s seats are free, and %(people)s people would get an offer. Choose fewer.",
                free,
            ),
            code="seats",
            params={"count": free, "people": applications},
        )


def check_can_offer_to(application, decision, *, has_offer):
    """Somebody who is selected, has no offer and still wants to come; codes `withdrawn`, `not_selected`, `offer`."""
    if application.withdrawn_at or application.person_id is None:
        raise ValidationError(
            _("Application %(code)s was withdrawn."), code="withdrawn", params={"code": application.code}
        )
    if decision is None or decision.outcome != "selected":
        raise ValidationError(
            _("Application %(code)s is not selected."), code="not_selected", params={"code": application.code}
        )
    if has_offer:
        raise ValidationError(
            _("Application %(code)s holds an offer already."), code="offer", params={"code": application.code}
        )


def check_can_answer(offer, now):
    """Open offers alone; codes are the answer that stands, or `expired`, or `withdrawn` with its application."""
    if offer.answer == "accepted":
        raise ValidationError(_("You accepted this offer already. The seat is yours."), code="accepted")
    if offer.answer == "declined":
        raise ValidationError(_("You declined this offer. The seat went to somebody else."), code="declined")
    if offer.answer == "withdrawn" or offer.application.withdrawn_at:
        raise ValidationError(_("This offer was withdrawn."), code="withdrawn")
    if offer.answer == "expired" or offer.expires_at <= now:
        raise ValidationError(
            _("This offer ended on %(moment)s. The seat goes to the next person."),
            code="expired",
            params={"moment": moment_text(offer.expires_at)},
        )


def check_can_withdraw_offer(offer, now):
    """Nobody's seat is taken away once it is accepted; code is the answer that stands."""
    if offer.answer or offer.expires_at <= now:
        answer = offer.answer or "expired"
        raise ValidationError(
            _("This offer is answered: %(answer)s. It stays so."),
            code=answer,
            params={"answer": type(offer).Answer(answer).label},
        )


def moment_text(moment):
    return date_format(localtime(moment), "DATETIME_FORMAT")


def _said(sentence, code, person, moment, **params):
    params |= {"person": str(person or _("somebody")), "moment": moment_text(moment)}
    return ValidationError(sentence, code=code, params=params)
