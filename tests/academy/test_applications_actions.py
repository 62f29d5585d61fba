"""Writing, sending, withdrawing and erasing applications; who reviews and who applies."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from academy.actions import applications as actions
from academy.actions.reviewers import add_reviewer
from academy.blind_answers import kept_rows
from academy.models import Application, Cohort, Conflict, Decision, Offer, Review, Reviewer
from notices.models import Notice
from tests.factories import PersonFactory

from .applying import ANSWERS, written
from .factories import AffiliateFactory, ApplicationFactory, CohortFactory, ReviewFactory, published_cohort

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return published_cohort()


@pytest.fixture
def amina():
    return PersonFactory(username="amina", display_name="Amina")


def refused(call):
    """The code, or the fields, of the refusal."""
    with pytest.raises(ValidationError) as refusal:
        call()
    return refusal.value.code if hasattr(refusal.value, "code") else sorted(refusal.value.error_dict)


def bodies(application):
    return dict(application.answers.values_list("criterion__slug", "body"))


def told(person):
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


def close(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now() - timedelta(seconds=1))


def test_a_draft_is_kept_as_far_as_it_is_written(cohort, amina):
    about = written(region=None, experience="", answers={"sharing": "Half a"})
    draft = actions.save_draft(cohort=cohort, person=amina, **about)

    assert (draft.submitted_at, bodies(draft)) == (None, {"experience": "", "sharing": "Half a"})
    assert draft.answers.get(criterion__slug="sharing").body_html == "<p>Half a</p>\n"
    assert told(amina) == []


def test_what_is_sent_is_whole(cohort, amina):
    about = written(region=None, experience="", answers={"sharing": " \n"})

    assert refused(lambda: actions.submit(cohort=cohort, person=amina, **about)) == [
        "answer_experience",
        "answer_sharing",
        "experience",
        "region",
    ]
    assert not Application.objects.exists()


def test_what_was_sent_stays_whole(cohort, amina):
    sent = actions.submit(cohort=cohort, person=amina, **written())
    half = written(answers={}, changed_at=sent.changed_at)

    assert refused(lambda: actions.save_draft(cohort=cohort, person=amina, **half)) == [
        "answer_experience",
        "answer_sharing",
    ]
    assert bodies(sent) == ANSWERS


def test_who_sends_is_told_once_and_may_change_it(cohort, amina):
    sent = actions.submit(cohort=cohort, person=amina, **written())
    again = written(experience="long", changed_at=sent.changed_at)
    changed = actions.submit(cohort=cohort, person=amina, **again)

    assert (changed.pk, changed.experience, changed.submitted_at) == (sent.pk, "long", sent.submitted_at)
    assert told(amina) == ["application_received"]


def test_a_form_sent_twice_is_one_application(cohort, amina):
    once = actions.submit(cohort=cohort, person=amina, **written())
    twice = actions.submit(cohort=cohort, person=amina, **written())

    assert (once.pk, once.changed_at) == (twice.pk, twice.changed_at)


def test_an_older_tab_overwrites_nothing(cohort, amina):
    first = actions.save_draft(cohort=cohort, person=amina, **written())
    newer = written(answers=ANSWERS | {"sharing": "New"}, changed_at=first.changed_at)
    actions.save_draft(cohort=cohort, person=amina, **newer)
    older = written(answers=ANSWERS | {"sharing": "Old"}, changed_at=first.changed_at)

    assert refused(lambda: actions.save_draft(cohort=cohort, person=amina, **older)) == "stale"
    assert bodies(first)["sharing"] == "New"


def test_applications_are_taken_within_the_window_alone(cohort, amina):
    coming = published_cohort(opens_at=timezone.now() + timedelta(days=1))
    hidden = CohortFactory()
    close(cohort)

    assert refused(lambda: actions.submit(cohort=coming, person=amina, **written())) == "not_open_yet"
    assert refused(lambda: actions.submit(cohort=hidden, person=amina, **written())) == "not_open_yet"
    assert refused(lambda: actions.save_draft(cohort=cohort, person=amina, **written())) == "closed"


def test_who_reviews_or_organizes_does_not_apply(cohort, amina):
    organizer = PersonFactory()
    Reviewer.objects.create(cohort=cohort, person=amina)
    cohort.organizers.add(organizer)

    assert refused(lambda: actions.save_draft(cohort=cohort, person=amina, **written())) == "reviewer"
    assert refused(lambda: actions.save_draft(cohort=cohort, person=organizer, **written())) == "organizer"


def test_who_applies_does_not_review(cohort, amina):
    application = actions.save_draft(cohort=cohort, person=amina, **written())

    assert refused(lambda: add_reviewer(cohort=cohort, person=amina)) == "applicant"
    actions.withdraw(application=application, now=timezone.now())
    assert add_reviewer(cohort=cohort, person=amina).pk == add_reviewer(cohort=cohort, person=amina).pk
    assert refused(lambda: actions.submit(cohort=cohort, person=amina, **written())) == "reviewer"


def test_who_withdrew_comes_back_before_the_deadline_and_is_told_again(cohort, amina):
    sent = actions.submit(cohort=cohort, person=amina, **written())
    gone = actions.withdraw(application=sent, now=timezone.now())

    assert refused(lambda: actions.withdraw(application=sent, now=timezone.now())) == "withdrawn"
    back = actions.submit(cohort=cohort, person=amina, **written(changed_at=gone.changed_at))
    assert (back.pk, back.withdrawn_at, told(amina)) == (sent.pk, None, ["application_received"] * 2)


def test_a_draft_of_who_withdrew_stays_withdrawn(cohort, amina):
    gone = actions.withdraw(application=ApplicationFactory(cohort=cohort, person=amina), now=timezone.now())
    draft = actions.save_draft(cohort=cohort, person=amina, **written(answers={}, changed_at=gone.changed_at))

    assert draft.withdrawn_at
    assert list(Application.objects.standing()) == []


def offered(cohort, **fields):
    """An application with an offer, and its score."""
    application = ApplicationFactory(cohort=cohort, **fields)
    Offer.objects.create(cohort=cohort, application=application, expires_at=timezone.now() + timedelta(days=7))
    return application


def test_who_is_erased_mid_round_leaves_scores_and_a_free_seat(amina):
    cohort = published_cohort(capacity=1)
    application = offered(cohort, person=amina, identifying="Amina's club")
    review = ReviewFactory(application=application, levels={"sharing": 3}, note="Amina is great.")
    Conflict.objects.create(application=application, person=PersonFactory(), reason="affiliate", note="The club")
    decision = Decision.objects.create(application=application, outcome="selected", because="offer")

    assert actions.erase_applicant(person=amina, now=timezone.now()) == 1

    application.refresh_from_db()
    review.refresh_from_db()
    assert (application.person, application.identifying) == (None, "")
    assert application.erased_at
    assert application.withdrawn_at
    assert set(application.answers.values_list("body", "body_html")) == {("", "")}
    assert (review.note, review.note_html, review.scores.get().level) == ("", "", 3)
    assert {note for (note,) in Review.history.filter(id=review.pk).values_list("note")} == {""}
    assert not Conflict.objects.exists()
    assert Decision.objects.get() == decision
    assert Offer.objects.get().answer == "withdrawn"


def test_who_is_erased_keeps_when_they_withdrew_and_others_keep_all(cohort, amina):
    gone = actions.withdraw(application=ApplicationFactory(cohort=cohort, person=amina), now=timezone.now())
    other = ApplicationFactory(cohort=cohort)
    actions.erase_applicant(person=amina, now=timezone.now() + timedelta(days=1))

    assert Application.objects.get(pk=gone.pk).withdrawn_at == gone.withdrawn_at
    assert other.answers.first().body == "I taught ten people."


def test_who_withdraws_gives_the_seat_on():
    cohort = published_cohort(capacity=1)
    application = offered(cohort)
    actions.withdraw(application=application, now=timezone.now())

    assert not Offer.objects.holding_at(timezone.now()).filter(application=application).exists()


def test_the_words_of_affiliates_are_hidden_in_what_is_kept(cohort, amina):
    amina.affiliates.add(AffiliateFactory(name="Lake Club"))
    text = written(answers=ANSWERS | {"sharing": "Amina of the lake club"})
    application = actions.submit(cohort=cohort, person=amina, **text)

    assert [row["is_blanked"] for row in kept_rows(application)] == [False, True]
