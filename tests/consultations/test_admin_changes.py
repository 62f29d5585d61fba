"""The organizers' desk: what may be changed there, and the trace of it."""

from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.actions import moderation
from consultations.models import Consultation, Extension, Idea, Question, Report
from tests.consultations.desk import address, rows_of
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    IdeaFactory,
    QuestionFactory,
    TopicFactory,
)

DAY = timedelta(days=1)


# A consultation


def consultation_form(desk, consultation, **changes):
    """The form of a consultation as it stands, to be sent back."""
    page = desk.get(address(consultation))
    fields = dict(page.context["adminform"].form.initial)
    for name in ("published_at", "opens_at", "closes_at", "registered_before"):
        moment = fields.pop(name, None)
        if moment:
            fields |= {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": f"{moment:%H:%M:%S}"}
    for inline in page.context["inline_admin_formsets"]:
        for form in inline.formset:
            for name in form.fields:
                fields[form.add_prefix(name)] = form[name].value()
        for field in inline.formset.management_form:
            fields[field.html_name] = field.value()
    return {name: value for name, value in {**fields, **changes}.items() if value is not None}


def test_the_close_of_an_open_consultation_is_not_edited(desk, dialogue):
    before = dialogue.closes_at

    response = desk.post(
        address(dialogue),
        consultation_form(desk, dialogue, title="A new title", closes_at_0="2040-01-01", closes_at_1="00:00"),
    )

    assert response.status_code == 302
    dialogue.refresh_from_db()
    assert (dialogue.title, dialogue.closes_at) == ("A new title", before)


def test_before_it_opens_both_dates_are_edited(desk):
    later = ConsultationFactory(opens_at=timezone.now() + DAY, closes_at=timezone.now() + 9 * DAY, published_at=None)

    desk.post(address(later), consultation_form(desk, later, closes_at_0="2140-01-01", closes_at_1="00:00"))

    later.refresh_from_db()
    assert f"{later.closes_at:%Y-%m-%d}" == "2140-01-01"


def test_a_refused_form_without_its_dates_comes_back(desk, dialogue):
    response = desk.post(
        address(dialogue), consultation_form(desk, dialogue, title="", published_at_0="", published_at_1="")
    )

    assertContains(response, "This field is required.")
    assert "slug" not in response.context["adminform"].form.fields


def test_a_save_writes_only_what_was_changed(desk, dialogue, organizer):
    typed = consultation_form(desk, dialogue, summary="**New** words.")
    Consultation.objects.filter(pk=dialogue.pk).update(title="Meanwhile")

    desk.post(address(dialogue), {**typed, "title": "Meanwhile"})

    dialogue.refresh_from_db()
    entry = dialogue.history.latest()
    assert (dialogue.title, dialogue.summary_html) == ("Meanwhile", "<p><strong>New</strong> words.</p>\n")
    assert entry.history_user == organizer


def test_a_topic_that_people_spoke_on_stays(desk, dialogue, topic):
    CommentFactory(idea=None, topic=topic)

    response = desk.post(address(dialogue), consultation_form(desk, dialogue, **{"topics-0-DELETE": "on"}))

    assertContains(response, "would require deleting the following protected related objects")
    assert topic.comments.count() == 1


def test_extend_moves_the_close_with_a_trace(desk, dialogue, organizer):
    old = dialogue.closes_at
    typed = {"new_closes_at_0": f"{old + 7 * DAY:%Y-%m-%d}", "new_closes_at_1": "12:00", "reason": "Many asked for it."}

    assertRedirects(desk.post(address(dialogue, "extend"), typed), address(dialogue))

    extension = Extension.objects.get()
    dialogue.refresh_from_db()
    assert (extension.actor, extension.old_closes_at, extension.reason) == (organizer, old, "Many asked for it.")
    assert dialogue.closes_at == extension.new_closes_at
    assert dialogue.history.latest().history_user == organizer
    assert "Many asked for it." in LogEntry.objects.get().change_message


def test_extend_to_an_earlier_date_comes_back_with_a_sentence(desk, dialogue):
    typed = {"new_closes_at_0": "2001-01-01", "new_closes_at_1": "12:00", "reason": "Typed with <care>."}

    response = desk.post(address(dialogue, "extend"), typed)

    assertContains(response, "The new close has passed already.", status_code=422)
    assertContains(response, "Typed with &lt;care&gt;.", status_code=422)
    assert not Extension.objects.exists()


def test_extend_is_not_offered_before_it_opens(desk):
    later = ConsultationFactory(opens_at=timezone.now() + DAY, closes_at=timezone.now() + 9 * DAY)

    assertNotContains(desk.get(address(later)), address(later, "extend"))
    assert desk.get(address(later, "extend")).status_code == 403


# Ideas and questions


def test_an_ideas_words_are_its_authors_own_and_its_topic_is_not(desk, one_of_each, dialogue):
    idea, other = one_of_each["idea"], TopicFactory(consultation=dialogue)
    typed = {"topic": other.pk, "title": "Mine now", "body": "Mine."}

    assert desk.post(address(idea), typed).status_code == 302

    idea.refresh_from_db()
    assert (idea.title, idea.topic) == ("Two short letters", other)
    assert idea.history.latest().history_user.username == "organizer"


def test_an_idea_stays_in_its_consultation(desk, one_of_each):
    idea, elsewhere = one_of_each["idea"], TopicFactory()

    response = desk.post(address(idea), {"topic": elsewhere.pk})

    assert response.status_code == 200
    assertContains(response, "Select a valid choice.")


def test_questions_that_need_an_answer_are_found(desk, one_of_each, dialogue, organizer):
    QuestionFactory(consultation=dialogue, body="Answered long ago?", answer="Yes.", answered_at=timezone.now())
    hidden = QuestionFactory(consultation=dialogue, body="Buy my watches?")
    moderation.hide(text=hidden, reason="Spam.", actor=organizer)

    page = desk.get(rows_of("question"), {"answer": "waiting"})

    assert list(page.context["cl"].queryset) == [one_of_each["question"]]


def test_answer_with_one_form(desk, one_of_each, organizer):
    question = one_of_each["question"]

    assertRedirects(desk.post(address(question, "answer"), {"text": "You do.", "seen": ""}), address(question))

    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("You do.", organizer)
    stale = desk.post(address(question, "answer"), {"text": "We do.", "seen": ""})
    assertContains(stale, "Somebody else answered meanwhile.", status_code=422)
    assertContains(stale, "We do.", status_code=422)
    assert Question.objects.get(pk=question.pk).answer == "You do."


# Moderation


def test_hide_and_show_ask_for_a_reason_and_leave_a_trace(desk, one_of_each, organizer):
    idea = one_of_each["idea"]
    assert desk.post(address(idea, "hide"), {"reason": ""}).status_code == 422

    desk.post(address(idea, "hide"), {"reason": "Names a person."})
    idea.refresh_from_db()
    assert (idea.hidden_reason, Report.objects.get().decision) == ("Names a person.", "hidden")
    assertNotContains(desk.get(address(idea)), address(idea, "hide"))
    assertContains(desk.post(address(idea, "hide"), {"reason": "Again."}), "is hidden already", status_code=422)

    desk.post(address(idea, "show"), {"reason": "The name is gone."})
    idea.refresh_from_db()
    assert idea.hidden_at is None
    history = desk.get(address(idea, "history"))
    assertContains(history, "Names a person.")
    assertContains(history, "The name is gone.")
    assert LogEntry.objects.filter(user=organizer).count() == 2


def test_a_hidden_idea_shows_the_reason_in_its_place(desk, client, one_of_each):
    idea = one_of_each["idea"]
    desk.post(address(idea, "hide"), {"reason": "Names a person."})
    client.logout()

    page = client.get(idea.get_absolute_url())

    assertContains(page, "Names a person.")
    assertNotContains(page, idea.body)


def test_the_queue_has_open_reports_first_and_old_ones_before_new_ones(desk, bola, organizer):
    ideas = IdeaFactory.create_batch(3)
    oldest, decided, newest = (moderation.report(text=idea, reporter=bola, reason="spam") for idea in ideas)
    moderation.keep(report=decided, actor=organizer)

    assert list(desk.get(rows_of("report")).context["cl"].result_list) == [oldest, newest, decided]


def test_decide_that_a_text_stays(desk, one_of_each, organizer):
    report = one_of_each["report"]
    assertContains(desk.get(address(report)), one_of_each["idea"].get_absolute_url())

    assertRedirects(desk.post(address(report), {"decision": "kept"}), rows_of("report"))

    report.refresh_from_db()
    assert (report.decision, report.decided_by) == ("kept", organizer)
    assert Idea.objects.shared().count() == 1


def test_decide_to_hide_needs_the_reason(desk, one_of_each):
    report = one_of_each["report"]
    assertContains(desk.post(address(report), {"decision": "hidden"}), "Please give a reason.", status_code=422)

    desk.post(address(report), {"decision": "hidden", "reason": "An advertisement."})

    report.refresh_from_db()
    assert report.decision == "hidden"
    assert not Idea.objects.shared().exists()
    assertContains(desk.post(address(report), {"decision": "kept"}), "decided already", status_code=422)
