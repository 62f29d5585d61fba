"""Who may vote on words, and what a vote may say."""

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Ballot

GRADES = frozenset(Ballot.Grade.values)
REASONS = frozenset(Ballot.Reason.values)


def check_may_vote(person, consultation):
    """The person has the wiki edits and the age on the wikis that the consultation asks of voters."""
    least = consultation.min_edit_count
    if least and (person.wiki_edit_count or 0) < least:
        sentence = ngettext(
            "To vote in this consultation you need at least %(least)d edit on the wikis with your Wikimedia account.",
            "To vote in this consultation you need at least %(least)d edits on the wikis with your Wikimedia account.",
            least,
        )
        raise ValidationError(sentence, code="too_few_edits", params={"least": least})
    latest = consultation.registered_before
    if latest and not (person.wiki_registered_at and person.wiki_registered_at < latest):
        raise ValidationError(
            _("To vote in this consultation your Wikimedia account must have been registered before %(date)s."),
            code="registered_too_late",
            params={"date": date_format(latest, "DATE_FORMAT")},
        )


def check_grades(grades):
    """Each grade is one of the four or none, each reason one of the list. `grades`: {term id: (grade, reasons)}."""
    for grade, reasons in grades.values():
        if grade and grade not in GRADES:
            raise ValidationError(
                _("A vote is for, neutral, against or “I don't know”. Please choose again."), code="grade_unknown"
            )
        if not REASONS.issuperset(reasons):
            raise ValidationError(
                _("One of the reasons is not on the list. Please choose again."), code="reason_unknown"
            )


def not_declared(language):
    """The refusal for somebody who did not declare the language."""
    return ValidationError(
        _("You can take part in the languages that you declared. Add %(language)s to your profile first."),
        code="language_not_declared",
        params={"language": language.autonym},
    )


def not_open():
    """The refusal before the opening, after the close and between two openings."""
    return ValidationError(
        _("This consultation does not take votes and words now. Your votes stay as they were."), code="closed"
    )


def not_on_the_ballot():
    """The refusal for a vote on a term of another language, one that is hidden, or one that never was."""
    return ValidationError(
        _("One of the words is not on this ballot any more. Look at the words again; nothing was changed."),
        code="term_not_on_ballot",
    )


def already_proposed(term):
    """The refusal for a word that stands on the ballot, or that the moderators took off it."""
    if term.hidden_at:
        sentence, code = _("The moderators took “%(word)s” off this ballot: %(reason)s"), "term_hidden"
    else:
        sentence, code = _("“%(word)s” is already on the ballot of this language."), "term_once"
    return ValidationError(sentence, code=code, params={"word": term.text, "reason": term.hidden_reason, "term": term})
