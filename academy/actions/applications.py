"""Writing, sending and withdrawing applications, and taking out of them who is erased."""

from django.db import transaction
from django.utils import timezone

from ..models import Answer, Application, Cohort, Conflict, Offer, Review, Reviewer
from ..rules import applying as rules
from .application_notices import tell_of_application
from .enrolments import leave_cohort
from .offers import release

WRITTEN = ["region", "experience", "language", "identifying"]


def save_draft(*, cohort, person, changed_at, answers, **written):
    """Keep what is written so far; a submitted application stays submitted, and whole.

    `changed_at`: the moment of the application that the writer saw, None for none; refused when it is newer.
    `answers`: {criterion slug: text}; `written`: region, experience, language, identifying.
    """
    return _keep(cohort=cohort, person=person, changed_at=changed_at, answers=answers, written=written)


def submit(*, cohort, person, changed_at, answers, **written):
    """Send the application, again too: until the deadline it can be changed, and come back when it was withdrawn."""
    return _keep(cohort=cohort, person=person, changed_at=changed_at, answers=answers, written=written, send=True)


@transaction.atomic
def _keep(*, cohort, person, changed_at, answers, written, send=False):
    """Write all of it under the lock of the cohort, which reviewers and a moved deadline wait for as well."""
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    now = timezone.now()  # after the wait for the lock: the second of saving
    rules.check_open(cohort, now)
    _check_can_apply(cohort, person)
    criteria = list(cohort.criteria.order_by("position", "pk"))
    answers = {criterion.slug: answers.get(criterion.slug, "") for criterion in criteria}
    application = Application.objects.filter(cohort=cohort, person=person).first()
    if application is not None and _is_kept(application, answers, written, send):
        return application  # the same form, sent twice
    rules.check_newest(application, changed_at)
    application = application or Application(cohort=cohort, person=person, created_at=now)
    for name in WRITTEN:
        setattr(application, name, written[name])
    if send or (application.submitted_at and not application.withdrawn_at):
        rules.check_complete(application, answers, criteria)
    was_standing = application.submitted_at and not application.withdrawn_at
    if send and not was_standing:
        application.submitted_at, application.withdrawn_at = now, None
    _write(application, answers, criteria, now)
    if send and not was_standing:
        tell_of_application(application)
    return application


def _check_can_apply(cohort, person):
    is_reviewer = Reviewer.objects.filter(cohort=cohort, person=person).exists()
    is_organizer = cohort.organizers.filter(pk=person.pk).exists()
    rules.check_can_apply(is_reviewer=is_reviewer, is_organizer=is_organizer)


def _is_kept(application, answers, written, send):
    """Whether exactly this stands there already, sent or not as is asked."""
    kept = dict(application.answers.values_list("criterion__slug", "body"))
    standing = bool(application.submitted_at and not application.withdrawn_at)
    texts = {slug: Answer.body.field.to_python(body) for slug, body in answers.items()}
    same = all(getattr(application, name) == written[name] for name in WRITTEN)
    return same and (standing or not send) and texts == {slug: kept.get(slug, "") for slug in texts}


def _write(application, answers, criteria, now):
    application.changed_at = now
    application.full_clean(validate_unique=False, validate_constraints=False)
    application.save()
    rows = [
        Answer(application=application, criterion=criterion, body=answers[criterion.slug]) for criterion in criteria
    ]
    for row in rows:
        row.clean_fields(exclude=["body_html"])
    Answer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["application", "criterion"],
        update_fields=["body", "body_html"],
    )


@transaction.atomic
def withdraw(*, application, now):
    """Take an application out of the round; before the deadline it can come back.

    A seat that it holds goes on, and so do those in the courses that came with it.
    """
    application = _locked(application)
    rules.check_can_withdraw(application)
    taken = _taken_by(application)
    application.withdrawn_at = application.changed_at = now
    application.save(update_fields=["withdrawn_at", "changed_at"])
    release(application=application, now=now)
    for offer in taken:
        leave_cohort(person=application.person, offer=offer, now=now)
    return application


def _taken_by(application):
    """The offer that was accepted, if any, as it is before the seat goes on."""
    return list(Offer.objects.filter(application=application, answer=Offer.Answer.ACCEPTED))


@transaction.atomic
def erase_applicant(*, person, now):
    """Take a person out of all their applications, mid-round too; answers how many there were.

    Texts, the words that named them and the notes written to them go; the application is withdrawn, and a seat that
    it holds goes on, with those in its courses. Scores and decisions stay: they name nobody.
    """
    rows = [_locked(row) for row in Application.objects.filter(person=person).order_by("cohort", "pk")]
    taken = [offer for row in rows for offer in _taken_by(row)]
    for row in rows:
        _erase(row, now)
    for offer in taken:  # the rows of courses come after those of all cohorts
        leave_cohort(person=person, offer=offer, now=now)
    return len(rows)


def _erase(application, now):
    application.withdrawn_at = application.withdrawn_at or now
    application.person, application.identifying = None, ""
    application.erased_at = application.changed_at = now
    application.save()
    application.answers.update(body="", body_html="")
    Conflict.objects.filter(application=application).delete()
    Review.objects.filter(application=application).update(note="", note_html="")
    Review.history.filter(application_id=application.pk).update(note="")
    release(application=application, now=now)


def _locked(application):
    """The application as it is now, under the lock of its cohort."""
    Cohort.objects.select_for_update(no_key=True).get(pk=application.cohort_id)
    return Application.objects.select_for_update().get(pk=application.pk)
