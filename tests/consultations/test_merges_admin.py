"""Organizers propose merges at their desk, and read what the authors said."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.models import Merge
from tests.consultations.desk import address, rows_of
from tests.desk import FRAME
from tests.factories import IdeaFactory, MergeFactory, PersonFactory, TermFactory, TranslationFactory


@pytest.fixture
def ideas(topic):
    return IdeaFactory.create_batch(2, topic=topic)


def found(desk, idea, term=""):
    """What the autocomplete offers beside an idea."""
    asked = {"app_label": "consultations", "model_name": "merge", "field_name": "target", "term": term}
    answer = desk.get(reverse("admin:autocomplete"), {**asked, "beside": idea.pk})
    return {int(row["id"]) for row in answer.json()["results"]}


def test_an_organizer_proposes_with_a_reason_and_leaves_a_trace(desk, ideas, organizer):
    source, target = ideas
    assertContains(desk.get(address(source, "merge")), f"?beside={source.pk}")

    page = desk.post(address(source, "merge"), {"target": target.pk, "reason": "Both ask for letters."})

    assertRedirects(page, address(source))
    merge = Merge.objects.get()
    assert (merge.source, merge.target, merge.proposed_by) == (source, target, organizer)
    assertContains(desk.get(rows_of("merge")), "waits for an author")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"target": "self", "reason": "So."}, "cannot be merged into itself"),
        ({"target": "other", "reason": " "}, "This field is required"),
        ({"target": "", "reason": "So."}, "This field is required"),
        ({"target": "far", "reason": "So."}, "same consultation"),
    ],
)
def test_a_refusal_comes_back_with_what_was_typed(desk, ideas, sent, sentence):
    keys = {"self": ideas[0].pk, "other": ideas[1].pk, "far": IdeaFactory().pk}
    page = desk.post(address(ideas[0], "merge"), {**sent, "target": keys.get(sent["target"], "")})

    assertContains(page, sentence, status_code=422)
    assertContains(page, sent["reason"].strip(), status_code=422)
    assert not Merge.objects.exists()


def test_the_autocomplete_offers_the_readable_ideas_of_the_same_consultation(desk, ideas, topic):
    source, target = ideas
    IdeaFactory(topic=topic, shared_at=None)
    IdeaFactory(topic=topic, hidden_at=timezone.now(), hidden_reason="Spam.")
    IdeaFactory()

    assert found(desk, source) == {target.pk}
    assert found(desk, source, target.title) == {target.pk}
    assert found(desk, source, "nothing like it") == set()


def test_who_is_no_organizer_proposes_nothing(client, ideas, amina, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    for person in (amina, PersonFactory(is_staff=True)):
        client.force_login(person)
        assert client.post(address(ideas[0], "merge"), {"target": ideas[1].pk, "reason": "So."}).status_code in (
            302,
            403,
        )
    assert not Merge.objects.exists()


def test_nobody_answers_for_an_author(desk):
    merge = MergeFactory()

    assert desk.post(address(merge), {"source_agrees": "true", "target_agrees": "true"}).status_code == 403
    assert desk.post(address(merge, "delete"), {"post": "yes"}).status_code == 403
    assert Merge.objects.get().source_agrees is None


def test_merges_are_found_by_what_the_authors_said(desk):
    waiting, accepted = MergeFactory(), MergeFactory(is_agreed=True)
    declined = MergeFactory(target_agrees=False, decided_at=timezone.now())

    for answer, merge in (("waiting", waiting), ("accepted", accepted), ("declined", declined)):
        assert list(desk.get(rows_of("merge"), {"answer": answer}).context["cl"].result_list) == [merge]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("kind", "factory", "queries"), [("merge", MergeFactory, FRAME + 4), ("translation", TranslationFactory, FRAME + 4)]
)
def test_lists_cost_the_same_for_any_number(desk, rows, kind, factory, queries, django_assert_num_queries):
    factory.create_batch(rows)

    with django_assert_num_queries(queries):
        page = desk.get(rows_of(kind))

    assert len(page.context["cl"].result_list) == rows


def test_a_translation_is_hidden_and_shown_with_a_reason(desk):
    translation = TranslationFactory()
    assertContains(desk.get(address(translation)), "aprendió su comunidad")

    desk.post(address(translation, "hide"), {"reason": "It says something else."})
    translation.refresh_from_db()
    assert translation.hidden_reason == "It says something else."
    desk.post(address(translation, "show"), {"reason": "It does not."})
    translation.refresh_from_db()
    assert translation.hidden_at is None


def test_a_changed_gloss_outdates_its_translations_and_a_changed_source_does_not(desk, dialogue):
    term = TermFactory(concept__consultation=dialogue)
    translation = TranslationFactory(idea=None, term=term, body="Quien muestra el camino.")
    form = {"gloss": term.gloss, "back_translation": "", "connotations": "Sounds like a book.", "source_url": ""}

    desk.post(address(term), form)
    translation.refresh_from_db()
    assert not translation.is_outdated
    desk.post(address(term), form | {"gloss": "Somebody who goes ahead."})
    translation = type(translation).objects.get()
    assert translation.is_outdated
    assert list(term.history.order_by("history_id").values_list("revision", flat=True)) == [1, 1, 2]
    assertNotContains(desk.get(rows_of("translation")), "Somebody who goes ahead.")
