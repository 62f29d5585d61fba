"""Reports and what the moderators decide, with the trace that it leaves."""

import pytest
from django.core.exceptions import ValidationError

from consultations.actions import moderation
from consultations.models import Idea, Report
from tests.factories import CommentFactory, IdeaFactory, PersonFactory, QuestionFactory, TermFactory
from tests.races import at_once


@pytest.fixture
def organizer(db):
    return PersonFactory(username="organizer", is_staff=True)


def texts():
    return [IdeaFactory(), CommentFactory(), QuestionFactory(), TermFactory()]


def refused(code):
    def matches(error):
        return code in [item.code for item in error.error_list]

    return pytest.raises(ValidationError, check=matches)


def test_report_works_for_every_kind_of_text(amina):
    for text in texts():
        report = moderation.report(text=text, reporter=amina, reason="spam")

        assert getattr(report, text._meta.model_name) == text
        assert report.decided_at is None


def test_report_sent_twice_is_one(amina):
    idea = IdeaFactory()
    first = moderation.report(text=idea, reporter=amina, reason="spam", note="An advertisement.")
    second = moderation.report(text=idea, reporter=amina, reason="attack")

    assert second == first
    assert Report.objects.get().note == "An advertisement."


def test_report_again_after_a_decision_is_another(amina, organizer):
    idea = IdeaFactory()
    first = moderation.report(text=idea, reporter=amina, reason="spam")
    moderation.keep(report=first, actor=organizer)

    assert moderation.report(text=idea, reporter=amina, reason="spam") != first


def test_report_of_ones_own_text_is_refused(amina):
    with refused("own"):
        moderation.report(text=IdeaFactory(author=amina), reporter=amina, reason="spam")
    with refused("own"):
        moderation.report(text=TermFactory(proposer=amina), reporter=amina, reason="spam")


def test_report_of_a_hidden_text_is_refused(amina, organizer):
    idea = IdeaFactory()
    moderation.hide(text=idea, reason="Names a person.", actor=organizer)

    with refused("hidden"):
        moderation.report(text=idea, reporter=amina, reason="spam")


def test_report_of_something_else_says_what(amina):
    with pytest.raises(ValidationError) as refusal:
        moderation.report(text=IdeaFactory(), reporter=amina, reason="other", note="  ")
    assert list(refusal.value.message_dict) == ["note"]


def test_keep_answers_every_open_report_of_the_text_and_no_other(amina, bola, organizer):
    idea, other = IdeaFactory(), IdeaFactory()
    report = moderation.report(text=idea, reporter=amina, reason="spam")
    moderation.report(text=idea, reporter=bola, reason="attack")
    left = moderation.report(text=other, reporter=bola, reason="attack")

    moderation.keep(report=report, actor=organizer)

    decided = Report.objects.filter(idea=idea)
    assert {(row.decision, row.decided_by) for row in decided} == {("kept", organizer)}
    assert list(Report.objects.filter(decided_at=None)) == [left]
    assert Idea.objects.shared().count() == 2


def test_hide_leaves_a_trace_and_answers_the_reports(amina, organizer):
    for text in texts():
        report = moderation.report(text=text, reporter=amina, reason="private")

        moderation.hide(text=text, reason=" Shows a telephone number. ", actor=organizer, report=report)

        text.refresh_from_db()
        report.refresh_from_db()
        entry = text.history.latest()
        assert text.hidden_at is not None
        assert text.hidden_reason == "Shows a telephone number."
        assert (report.decision, report.decided_by) == ("hidden", organizer)
        assert (entry.history_user, entry.history_change_reason) == (organizer, "Shows a telephone number.")


def test_hide_needs_a_reason(organizer):
    with refused("reason"):
        moderation.hide(text=IdeaFactory(), reason="  ", actor=organizer)
    assert Idea.objects.shared().count() == 1


def test_show_brings_the_text_back_and_the_history_keeps_both(organizer):
    idea = IdeaFactory()
    moderation.hide(text=idea, reason="Looked like spam.", actor=organizer)

    moderation.show(text=idea, reason="It was none.", actor=organizer)

    idea.refresh_from_db()
    assert (idea.hidden_at, idea.hidden_reason) == (None, "")
    reasons = [entry.history_change_reason for entry in idea.history.order_by("history_id")]
    assert reasons == [None, "Looked like spam.", "It was none."]


def test_show_of_a_shown_text_is_refused(organizer):
    with refused("shown"):
        moderation.show(text=IdeaFactory(), reason="Why not.", actor=organizer)


def test_a_decision_stands(amina, organizer):
    report = moderation.report(text=IdeaFactory(), reporter=amina, reason="spam")
    moderation.keep(report=report, actor=organizer)

    with refused("decided"):
        moderation.keep(report=report, actor=organizer)
    with refused("decided"):
        moderation.hide(text=report.idea, reason="After all.", actor=organizer, report=report)
    assert Report.objects.get().decision == "kept"


@pytest.mark.django_db(transaction=True)
def test_eight_reports_of_one_person_at_once_are_one(amina):
    idea = IdeaFactory()

    answers = at_once([lambda: moderation.report(text=idea, reporter=amina, reason="spam")] * 8)

    assert answers == [Report.objects.get()] * 8


@pytest.mark.django_db(transaction=True)
def test_two_organizers_decide_at_once_and_one_decision_stands(amina, organizer):
    report = moderation.report(text=IdeaFactory(), reporter=amina, reason="spam")
    other = PersonFactory(is_staff=True)

    answers = at_once(
        [
            lambda: moderation.hide(text=report.idea, reason="Spam.", actor=organizer, report=report),
            lambda: moderation.hide(text=report.idea, reason="Spam!", actor=other, report=report),
        ]
    )

    assert [type(answer) for answer in answers].count(ValidationError) == 1
    assert report.idea.history.count() == 2  # written, hidden
