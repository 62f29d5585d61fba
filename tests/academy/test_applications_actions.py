"""Writing, sending, withdrawing and erasing applications; who reviews and who applies."""

from datetime import timedelta
from threading import Barrier
from time import sleep

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from academy.actions import applications as actions
from academy.actions.deadlines import move_deadline
from academy.actions.reviewers import add_reviewer
from academy.blind_answers import kept_rows
from academy.models import Application, Cohort, Conflict, Decision, Offer, Review, Reviewer, Selection
from notices.models import Notice
from tests.factories import PersonFactory
from tests.races import at_once

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


# The deadline


def later(cohort, days=3, **changes):
    asked = {"closes_at": cohort.closes_at + timedelta(days=days), "closes_anywhere_on_earth": False}
    asked |= {"reason": "A holiday.", "actor": None, "now": timezone.now()}
    return lambda: move_deadline(cohort=cohort, **(asked | changes))


def test_a_deadline_moves_later_with_a_trace_and_drafts_are_told(cohort, amina):
    organizer = PersonFactory()
    draft = ApplicationFactory(cohort=cohort, person=amina, submitted_at=None)
    sent = ApplicationFactory(cohort=cohort)
    moved = later(cohort, actor=organizer)()

    newest = moved.history.first()
    assert moved.closes_at == cohort.closes_at + timedelta(days=3)
    assert (newest.history_user, newest.history_change_reason) == (organizer, "A holiday.")
    assert (told(draft.person), told(sent.person)) == (["deadline_moved"], [])


def test_a_deadline_never_moves_earlier(cohort):
    assert refused(later(cohort, days=-1)) == "earlier"
    assert refused(later(cohort, days=0)) == "earlier"
    assert refused(later(CohortFactory())) == "not_published"


def test_a_deadline_stays_once_reviewing_began_or_the_cohort_is_decided():
    reviewed, decided = published_cohort(closed=True), published_cohort(closed=True)
    ReviewFactory(application=ApplicationFactory(cohort=reviewed), levels={"sharing": 3})
    Selection.objects.create(cohort=decided, rubric=decided.rubrics.get(), bundle="{}", sha256="0" * 64)

    assert refused(later(reviewed)) == "reviewed"
    assert refused(later(decided)) == "decided"
    assert refused(later(published_cohort(closed=True), closes_at=timezone.now() - timedelta(seconds=9))) == "past"


def test_a_deadline_does_not_reach_the_next_cohort_of_the_track(cohort):
    CohortFactory(track=cohort.track, opens_at=cohort.closes_at, closes_at=cohort.closes_at + timedelta(days=9))

    with pytest.raises(ValidationError, match="Another cohort of this track takes applications in these days"):
        later(cohort)()


# Many at once


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_are_one_application_and_one_of_them_hears_so(amina):
    cohort = published_cohort()
    texts = [written(answers=ANSWERS | {"sharing": text}) for text in ("One", "Two")]
    answers = at_once([lambda text=text: actions.submit(cohort=cohort, person=amina, **text) for text in texts])

    assert sorted(type(answer).__name__ for answer in answers) == ["Application", "ValidationError"]
    assert Application.objects.count() == 1
    assert told(amina) == ["application_received"]


@pytest.mark.django_db(transaction=True)
def test_the_same_form_many_times_at_once_is_one_application(amina):
    cohort, text = published_cohort(), written()
    answers = at_once([lambda: actions.submit(cohort=cohort, person=amina, **text)] * 6)

    assert {answer.pk for answer in answers} == {Application.objects.get().pk}
    assert told(amina) == ["application_received"]


@pytest.mark.django_db(transaction=True)
def test_nobody_becomes_reviewer_and_applicant_at_once():
    cohort = published_cohort()
    for _ in range(5):
        person, text = PersonFactory(), written()
        at_once(
            [
                lambda person=person: add_reviewer(cohort=cohort, person=person),
                lambda person=person, text=text: actions.save_draft(cohort=cohort, person=person, **text),
            ]
        )
        roles = Reviewer.objects.filter(person=person).count() + Application.objects.filter(person=person).count()
        assert roles == 1


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_the_lock_beyond_the_deadline_is_late(amina):
    cohort, text = published_cohort(), written()

    def closing():
        with transaction.atomic():
            Cohort.objects.select_for_update().get(pk=cohort.pk)
            barrier.wait(30)
            wait_for_another()
            close(cohort)

    def late():
        barrier.wait(30)
        return actions.submit(cohort=cohort, person=amina, **text)

    barrier = Barrier(2)
    _closed, answer = at_once([closing, late])

    assert answer.code == "closed"


def wait_for_another():
    """Until another connection waits for a lock that this one holds."""
    for _ in range(300):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        sleep(0.02)
    raise AssertionError("Nobody waited.")


def test_the_words_of_affiliates_are_hidden_in_what_is_kept(cohort, amina):
    amina.affiliates.add(AffiliateFactory(name="Lake Club"))
    text = written(answers=ANSWERS | {"sharing": "Amina of the lake club"})
    application = actions.submit(cohort=cohort, person=amina, **text)

    assert [row["is_blanked"] for row in kept_rows(application)] == [False, True]
