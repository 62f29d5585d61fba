"""The organizers' desk for focus groups, findings with their evidence, and resources."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.actions import findings as actions
from consultations.actions import follows
from consultations.models import Evidence, Finding, FocusGroup, Quote, Resource
from notices.actions.carrying import carry_due
from notices.models import Notice
from tests.consultations.desk import address, rows_of
from tests.desk import FRAME
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    EvidenceFactory,
    FindingFactory,
    FocusGroupFactory,
    IdeaFactory,
    PersonFactory,
    ResourceFactory,
    TermFactory,
)
from tests.races import at_once


@pytest.fixture
def draft(dialogue, topic):
    """A finding that rests on one idea and is not published."""
    finding = FindingFactory(consultation=dialogue, published_at=None, title="Mentoring is everywhere")
    EvidenceFactory(finding=finding, idea=IdeaFactory(topic=topic))
    return finding


def no_inlines(prefix):
    return {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}


def finding_form(finding, **changes):
    fields = {name: getattr(finding, name) for name in ("title", "body", "source_url", "position")}
    return {**fields, "language": finding.language_id, **no_inlines("evidence"), **changes}


def pieces(*rows):
    """The inline forms of these pieces of evidence."""
    sent = {"evidence-TOTAL_FORMS": len(rows), "evidence-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        sent |= {f"evidence-{number}-{name}": getattr(value, "pk", value) for name, value in row.items()}
        sent[f"evidence-{number}-position"] = number
    return sent


# Focus groups


def test_a_focus_group_is_written_with_its_quotes(desk, dialogue, english):
    quote = {"quotes-0-language": english.pk, "quotes-0-text": "I only helped.", "quotes-0-position": 1}
    typed = {"consultation": dialogue.pk, "setting": "Affiliates", "position": 1, "quotes-TOTAL_FORMS": 1}

    response = desk.post(reverse("admin:consultations_focusgroup_add"), {**typed, "quotes-INITIAL_FORMS": 0, **quote})

    assertRedirects(response, rows_of("focusgroup"))
    assert Quote.objects.get().focus_group == FocusGroup.objects.get(setting="Affiliates", staff_count=None)
    assert FocusGroup.history.get().history_user.username == "organizer"


def test_what_was_made_for_a_consultation_stays_there(desk, dialogue):
    group, elsewhere = FocusGroupFactory(consultation=dialogue), ConsultationFactory()
    typed = {"consultation": elsewhere.pk, "setting": "Other", "position": 1, **no_inlines("quotes")}

    assert desk.post(address(group), typed).status_code == 302

    group.refresh_from_db()
    assert (group.setting, group.consultation) == ("Other", dialogue)


# Findings and what they rest on


def test_a_finding_is_written_with_its_evidence_and_stays_a_draft(desk, dialogue, topic, english):
    idea, group = IdeaFactory(topic=topic), FocusGroupFactory(consultation=dialogue)
    typed = {"consultation": dialogue.pk, "title": "It is so", "body": "We **saw**.", "language": english.pk}
    rows = pieces({"idea": idea, "note": "They say it."}, {"focus_group": group})

    response = desk.post(reverse("admin:consultations_finding_add"), {**typed, "position": 1, **rows})

    assertRedirects(response, rows_of("finding"))
    finding = Finding.objects.get()
    assert (finding.published_at, finding.body_html) == (None, "<p>We <strong>saw</strong>.</p>\n")
    assert [piece.thing for piece in finding.evidence.in_order()] == [idea, group]


def test_a_piece_is_one_thing(desk, draft, topic):
    both = {"idea": IdeaFactory(topic=topic), "focus_group": FocusGroupFactory(consultation=topic.consultation)}

    for row in (both, {"note": "Nothing at all."}):
        page = desk.post(address(draft), finding_form(draft, **pieces(row)))
        assertContains(page, "A piece of evidence is one thing")
    assert Evidence.objects.count() == 1


def test_what_stands_in_another_consultation_is_no_evidence(desk, draft):
    things = [
        {"idea": IdeaFactory()},
        {"comment": CommentFactory()},
        {"comment": CommentFactory(idea=None, topic=IdeaFactory().topic)},
        {"term": TermFactory()},
        {"focus_group": FocusGroupFactory()},
    ]

    for row in things:
        page = desk.post(address(draft), finding_form(draft, **pieces(row)))
        assertContains(page, "This belongs to another consultation.")
    assert Evidence.objects.count() == 1


def test_a_draft_of_an_idea_is_neither_found_nor_taken_as_evidence(desk, draft, topic):
    unshared = IdeaFactory(topic=topic, title="Only for me", shared_at=None)
    note = CommentFactory(idea=unshared, body="Only for me")

    for row in ({"idea": unshared}, {"comment": note}):
        page = desk.post(address(draft), finding_form(draft, **pieces(row)))
        assertContains(page, "Select a valid choice.")
        asked = {"app_label": "consultations", "model_name": "evidence", "field_name": next(iter(row)), "term": "only"}
        assert desk.get(reverse("admin:autocomplete"), asked).json()["results"] == []
    assert Evidence.objects.count() == 1


def test_the_same_piece_twice_comes_back_with_a_sentence(desk, draft, topic):
    idea = IdeaFactory(topic=topic)

    page = desk.post(address(draft), finding_form(draft, **pieces({"idea": idea}, {"idea": idea})))

    assertContains(page, "This finding cites it already.")


def test_new_words_of_a_published_finding_are_a_new_version(desk, draft, organizer):
    desk.post(address(draft), finding_form(draft, title="Not yet read by anybody"))
    draft.refresh_from_db()
    assert (draft.title, draft.revision) == ("Not yet read by anybody", 1)
    published = actions.publish(finding=draft, actor=organizer)

    desk.post(address(draft), finding_form(published, position=9))
    assert Finding.objects.get().revision == 1
    desk.post(address(draft), finding_form(published, position=9, body="It *is* so."))

    draft.refresh_from_db()
    assert (draft.revision, draft.body_html) == (2, "<p>It <em>is</em> so.</p>\n")
    assert draft.history.latest().history_user == organizer


# Publishing


def test_publish_names_who_and_when_and_tells_followers_once(desk, draft, dialogue, amina, organizer):
    for person in (amina, organizer):
        follows.follow(person=person, consultation=dialogue)
    assertContains(desk.get(address(draft)), address(draft, "publish"))

    assertRedirects(desk.post(address(draft, "publish"), {"csrfmiddlewaretoken": "x"}), address(draft))

    draft.refresh_from_db()
    assert draft.published_by == organizer
    assert draft.history.latest().history_user == organizer
    assert list(Notice.objects.values_list("recipient__username", "kind")) == [("amina", "finding")]
    again = desk.post(address(draft, "publish"), {"csrfmiddlewaretoken": "x"})
    assertContains(again, "This finding is published already.", status_code=422)


def test_a_finding_without_evidence_is_not_published(desk, dialogue):
    finding = FindingFactory(consultation=dialogue, published_at=None)

    page = desk.post(address(finding, "publish"), {"csrfmiddlewaretoken": "x"})

    assertContains(page, "Name what the finding rests on", status_code=422)
    assert Finding.objects.get().published_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_organizers_at_once_one_publishes(draft, organizer):
    other = PersonFactory(username="other")
    calls = [lambda actor=actor: actions.publish(finding=draft, actor=actor) for actor in (organizer, other) * 2]

    answers = at_once(calls)

    assert [getattr(answer, "code", "done") for answer in answers].count("published") == 3
    assert draft.history.count() == 2


def test_a_finding_taken_back_is_a_draft_again_and_told_to_nobody_twice(desk, client, draft, dialogue, amina):
    follows.follow(person=amina, consultation=dialogue)
    desk.post(address(draft, "publish"), {"csrfmiddlewaretoken": "x"})
    assert desk.post(address(draft, "withdraw"), {"reason": ""}).status_code == 422

    assertRedirects(desk.post(address(draft, "withdraw"), {"reason": "Two groups were mixed up."}), address(draft))

    assert client.get(draft.get_absolute_url()).status_code == 404
    assertContains(desk.get(address(draft, "history")), "Two groups were mixed up.")
    carry_due()
    assert [(notice.state, notice.reason) for notice in Notice.objects.all()] == [("skipped", "withdrawn")]
    desk.post(address(draft, "publish"), {"csrfmiddlewaretoken": "x"})
    assert Notice.objects.count() == 1


def test_who_stopped_following_hears_of_no_finding(draft, dialogue, amina, bola, organizer):
    for person in (amina, bola):
        follows.follow(person=person, consultation=dialogue)
    actions.publish(finding=draft, actor=organizer)
    follows.unfollow(person=bola, consultation=dialogue)

    carry_due()

    said = {notice.recipient.username: notice.reason for notice in Notice.objects.select_related("recipient")}
    assert said == {"amina": "no_address", "bola": "withdrawn"}


def test_drafts_are_seen_at_the_desk_alone(desk, draft):
    assertContains(desk.get(rows_of("finding")), "Mentoring is everywhere")
    assertNotContains(desk.get(address(draft)), "View on site")
    desk.logout()

    assert desk.get(draft.get_absolute_url()).status_code == 404
    assertNotContains(desk.get(draft.consultation.get_absolute_url()), "Mentoring is everywhere")


def test_participants_publish_nothing(client, draft, amina):
    client.force_login(amina)

    assert client.post(address(draft, "publish"), {"csrfmiddlewaretoken": "x"}).status_code in (302, 403)
    assert Finding.objects.get().published_at is None


# Resources, and what lists cost


def test_a_resource_stands_once_and_a_dead_link_is_taken_out(desk, dialogue, english):
    typed = {"consultation": dialogue.pk, "kind": "blog", "title": "We asked", "language": english.pk}
    typed["url"] = "https://blog.example/asked"

    assertRedirects(desk.post(reverse("admin:consultations_resource_add"), typed), rows_of("resource"))
    again = desk.post(reverse("admin:consultations_resource_add"), typed)

    assertContains(again, "This address stands in the list already.")
    resource = Resource.objects.get()
    assertRedirects(desk.post(address(resource, "delete"), {"post": "yes"}), rows_of("resource"))
    assert Resource.history.latest().history_user.username == "organizer"


def a_published_finding():
    return EvidenceFactory(idea=IdeaFactory(), finding__published_at=timezone.now()).finding


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("kind", "factory", "queries"),
    [
        ("focusgroup", FocusGroupFactory, FRAME + 4),
        ("finding", a_published_finding, FRAME + 4),
        ("resource", ResourceFactory, FRAME + 4),
    ],
)
def test_lists_cost_the_same_for_any_number_of_rows(desk, django_assert_num_queries, kind, factory, queries, rows):
    for _row in range(rows):
        factory()

    with django_assert_num_queries(queries):
        page = desk.get(rows_of(kind))

    assert len(page.context["cl"].result_list) == rows
