import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.models import Comment, Consultation, Endorsement, Idea, Outcome
from people.models import ActivityArea
from tests.factories import CommentFactory, IdeaFactory, LanguageFactory, PersonFactory


def at(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


@pytest.fixture
def typed(topic):
    """What a person typed into the form of an idea."""
    return {
        "topic": topic.pk,
        "title": "Select by what was shared",
        "body": "Ask the community that **gained**.",
        "language": topic.consultation.language.pk,
        "form_key": str(uuid.uuid4()),
        "share": "yes",
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number_of_ideas(client, topic, rows, django_assert_num_queries):
    IdeaFactory.create_batch(rows, topic=topic)
    with django_assert_num_queries(6):
        response = client.get(at("ideas", topic.consultation))
    assertContains(response, "share what you learned", count=rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_idea_costs_the_same_for_any_number_of_comments(client, topic, rows, django_assert_num_queries):
    idea = IdeaFactory(topic=topic)
    opener = CommentFactory(idea=idea, body="Opening.")
    CommentFactory.create_batch(rows, idea=idea, parent=opener, thread=opener)
    with django_assert_num_queries(14):
        response = client.get(idea.get_absolute_url())
    assertContains(response, "I agree.", count=rows)


def test_list_filters_by_words_topic_language_outcome_and_area(client, topic, dialogue):
    spanish, area = LanguageFactory(code="es"), ActivityArea.objects.create(slug="glam", name="GLAM")
    wanted = IdeaFactory(topic=topic, title="Guías que comparten", language=spanish)
    wanted.areas.add(area)
    Outcome.objects.create(idea=wanted, kind="became", because="It works.")
    IdeaFactory(topic=topic)
    for query in ("q=guías", f"topic={topic.slug}&q=guías", "language=es", "outcome=became", "area=glam"):
        response = client.get(f"{at('ideas', dialogue)}?{query}")
        assert [idea.pk for idea in response.context["page"]] == [wanted.pk], query
    response = client.get(f"{at('ideas', dialogue)}?outcome=open")
    assert wanted.pk not in [idea.pk for idea in response.context["page"]]


def test_list_sorts_by_endorsements_and_comments(client, topic, dialogue):
    endorsed, discussed = IdeaFactory(topic=topic), IdeaFactory(topic=topic)
    Endorsement.objects.create(idea=endorsed, person=PersonFactory())
    CommentFactory(idea=discussed)
    for order, first in (("endorsed", endorsed), ("discussed", discussed), ("oldest", endorsed), ("newest", discussed)):
        response = client.get(f"{at('ideas', dialogue)}?sort={order}")
        assert response.context["page"].object_list[0] == first, order


def test_list_with_nonsense_in_the_address_still_answers(client, topic, dialogue):
    IdeaFactory(topic=topic)
    response = client.get(f"{at('ideas', dialogue)}?topic=no&language=zz&sort=no&page=-7&outcome=no")
    assert response.status_code == 200


def test_list_pages_by_twenty(client, topic, dialogue):
    IdeaFactory.create_batch(21, topic=topic)
    response = client.get(f"{at('ideas', dialogue)}?page=2&sort=oldest")
    assert len(response.context["page"].object_list) == 1
    assertContains(response, "?sort=oldest&amp;page=1")


def test_unpublished_consultation_is_not_there(client, topic, dialogue):
    Consultation.objects.filter(pk=dialogue.pk).update(published_at=None)
    for name in ("consultation", "ideas", "questions"):
        assert client.get(at(name, dialogue)).status_code == 404


def test_new_idea_needs_a_sign_in(client, dialogue):
    address = at("new_idea", dialogue)
    assertRedirects(client.get(address), f"{reverse('account_login')}?next={address}", fetch_redirect_response=False)


def test_new_idea_is_shared(client, dialogue, amina, typed):
    client.force_login(amina)
    response = client.post(at("new_idea", dialogue), typed, follow=True)
    assertContains(response, "<strong>gained</strong>")
    assertContains(response, "Your idea is shared")


def test_new_idea_sent_twice_is_one(client, dialogue, amina, typed):
    client.force_login(amina)
    first, second = (client.post(at("new_idea", dialogue), typed) for _ in range(2))
    assert (first.url, Idea.objects.count()) == (second.url, 1)


def test_preview_shares_nothing_and_shows_similar_ideas(client, topic, dialogue, amina, typed):
    IdeaFactory(topic=topic, title="Select by what people shared")
    client.force_login(amina)
    response = client.post(at("new_idea", dialogue), {**typed, "share": "", "preview": "yes"})
    assertContains(response, "nothing is shared yet")
    assertContains(response, "Select by what people shared")
    assert Idea.objects.count() == 1


def test_a_draft_is_kept_and_shared_later(client, dialogue, amina, bola, typed):
    del typed["share"]
    client.force_login(amina)
    address = client.post(at("new_idea", dialogue), {**typed, "draft": "yes"}).url
    client.force_login(bola)
    assert client.get(address).status_code == 404
    client.force_login(amina)
    draft = Idea.objects.get()
    assertContains(client.get(at("ideas", dialogue)), "Your drafts")
    client.post(at("edit_idea", dialogue, draft.pk), {**typed, "share": "yes", "revision": 1})
    client.logout()
    assert client.get(address).status_code == 200


def test_the_draft_button_does_not_take_back_what_is_shared(client, topic, dialogue, amina, typed):
    idea = IdeaFactory(topic=topic, author=amina)
    client.force_login(amina)
    del typed["share"]
    client.post(at("edit_idea", dialogue, idea.pk), {**typed, "draft": "yes", "revision": 1})
    assert Idea.objects.get().shared_at == idea.shared_at


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("body", "x" * 10_001, "10000"),
        ("body", "hidden\u202eturn", "invisible control character"),
        ("title", "with a \x07 bell", "control character"),
        ("title", "t" * 151, "150"),
        ("title", "", "required"),
        ("language", "9999999", "valid choice"),
    ],
)
def test_bad_input_brings_the_form_back_with_what_was_typed(client, dialogue, amina, typed, field, value, sentence):
    client.force_login(amina)
    response = client.post(at("new_idea", dialogue), {**typed, field: value})
    assert response.status_code == 422
    assertContains(response, sentence, status_code=422)
    assertContains(response, "Select by" if field != "title" else "Ask the community", status_code=422)
    assert not Idea.objects.exists()


def test_a_script_in_a_title_is_text(client, dialogue, amina, typed):
    client.force_login(amina)
    typed |= {"title": "<script>alert(1)</script>", "body": "<script>alert(2)</script> [x](javascript:alert(3))"}
    response = client.post(at("new_idea", dialogue), typed, follow=True)
    assertContains(response, "&lt;script&gt;alert(1)&lt;/script&gt;")
    assertNotContains(response, "<script>alert")
    assertNotContains(response, 'href="javascript')


def test_closed_consultation_keeps_what_was_typed(client, dialogue, amina, typed):
    client.force_login(amina)
    Consultation.objects.filter(pk=dialogue.pk).update(closes_at=timezone.now())
    response = client.post(at("new_idea", dialogue), typed)
    assertContains(response, "This consultation is closed.", status_code=422)
    assertContains(response, "Ask the community that **gained**.", status_code=422)


def test_a_stale_edit_shows_both_texts_and_can_be_sent_again(client, topic, dialogue, amina, typed):
    idea = IdeaFactory(topic=topic, author=amina)
    client.force_login(amina)
    address = at("edit_idea", dialogue, idea.pk)
    client.post(address, {**typed, "title": "From the first tab", "revision": 1})
    response = client.post(address, {**typed, "title": "From the second tab", "revision": 1})
    assertContains(response, "From the first tab", status_code=422)
    assertContains(response, "From the second tab", status_code=422)
    assertContains(response, 'name="revision" value="2"', status_code=422)
    client.post(address, {**typed, "title": "From the second tab", "revision": 2})
    assert Idea.objects.get().title == "From the second tab"


def test_somebody_elses_idea_cannot_be_edited(client, topic, dialogue, bola):
    idea = IdeaFactory(topic=topic)
    client.force_login(bola)
    assert client.get(at("edit_idea", dialogue, idea.pk)).status_code == 404


def test_history_shows_each_text_but_no_draft(client, topic, dialogue, amina, typed):
    client.force_login(amina)
    client.post(at("new_idea", dialogue), {**typed, "share": "", "draft": "yes", "title": "Only a draft"})
    idea = Idea.objects.get()
    for revision, title in enumerate(["First shared", "Then changed"], start=1):
        client.post(at("edit_idea", dialogue, idea.pk), {**typed, "title": title, "revision": revision})
    client.logout()
    response = client.get(at("idea_history", dialogue, idea.pk))
    assert [version.title for version in response.context["versions"]] == ["Then changed", "First shared"]
    assertNotContains(response, "Only a draft")


def test_hidden_idea_shows_the_reason_and_to_its_author_the_text(client, topic, amina):
    idea = IdeaFactory(topic=topic, author=amina, hidden_at=timezone.now(), hidden_reason="It names a private person.")
    response = client.get(idea.get_absolute_url())
    assertContains(response, "It names a private person.")
    assertNotContains(response, idea.title)
    assertNotContains(response, "the community at home learned")
    client.force_login(amina)
    assertContains(client.get(idea.get_absolute_url()), "the community at home learned")


def test_hidden_comment_keeps_its_answers(client, topic):
    opener = CommentFactory(
        idea=None, topic=topic, body="An attack.", hidden_at=timezone.now(), hidden_reason="It attacks a person."
    )
    CommentFactory(idea=None, topic=topic, parent=opener, thread=opener, body="A calm answer.")
    response = client.get(topic.get_absolute_url())
    assertContains(response, "It attacks a person.")
    assertContains(response, "A calm answer.")
    assertNotContains(response, "An attack.")


def test_endorse_and_withdraw(client, topic, dialogue, bola):
    idea = IdeaFactory(topic=topic)
    client.force_login(bola)
    response = client.post(at("endorse", dialogue, idea.pk), {"endorse": "yes"}, follow=True)
    assertContains(response, "1 person endorses this")
    response = client.post(at("endorse", dialogue, idea.pk), {"endorse": "no"}, follow=True)
    assertContains(response, "0 people endorse this")


def test_endorse_with_htmx_answers_the_button_alone(client, topic, dialogue, bola):
    idea = IdeaFactory(topic=topic)
    client.force_login(bola)
    response = client.post(at("endorse", dialogue, idea.pk), {"endorse": "yes"}, headers={"HX-Request": "true"})
    assertContains(response, 'value="no"')
    assertNotContains(response, "<html")


def test_endorse_ones_own_idea_says_why_not(client, topic, dialogue, amina):
    idea = IdeaFactory(topic=topic, author=amina)
    client.force_login(amina)
    response = client.post(at("endorse", dialogue, idea.pk), {"endorse": "yes"}, follow=True)
    assertContains(response, "has your support already")


def test_comment_and_answer(client, topic, dialogue, amina, bola):
    idea = IdeaFactory(topic=topic, author=amina)
    address = at("idea_comment", dialogue, idea.pk)
    client.force_login(bola)
    said = {"body": "How would we know?", "language": dialogue.language.pk, "form_key": str(uuid.uuid4())}
    assertContains(client.post(address, said, follow=True), "How would we know?")
    opener = Comment.objects.get()
    client.force_login(amina)
    assertContains(client.get(f"{address}?answer={opener.pk}"), "How would we know?")
    client.post(address, {**said, "body": "By asking.", "parent": opener.pk, "form_key": str(uuid.uuid4())})
    assert Comment.objects.get(parent=opener).body == "By asking."


@pytest.mark.parametrize("answer", ["", "x", "0", "99999999999999999999", "9" * 5000, "-1"])
def test_answering_nothing_that_exists_is_a_plain_comment_form(client, topic, dialogue, amina, answer):
    client.force_login(amina)
    address = at("topic_comment", dialogue, topic.slug)
    assert client.get(f"{address}?answer={answer}").status_code == 200
    assert client.post(address, {"parent": answer}).status_code == 422


def test_edit_comment(client, topic, dialogue, amina, bola):
    comment = CommentFactory(idea=None, topic=topic, author=amina)
    address = at("edit_comment", dialogue, comment.pk)
    client.force_login(bola)
    assert client.get(address).status_code == 404
    client.force_login(amina)
    client.post(address, {"body": "Better said.", "language": dialogue.language.pk, "revision": 1})
    assertContains(client.get(topic.get_absolute_url()), "Better said.")
    stale = client.post(address, {"body": "Too late.", "language": dialogue.language.pk, "revision": 1})
    assertContains(stale, "Better said.", status_code=422)
    assertContains(stale, "Too late.", status_code=422)


def test_similar_ideas_without_a_title_are_none(client, dialogue):
    assert client.get(at("similar_ideas", dialogue)).content.strip() == b""


def test_follow_an_idea_and_the_consultation(client, topic, dialogue, amina):
    idea = IdeaFactory(topic=topic)
    client.force_login(amina)
    for address in (at("follow_idea", dialogue, idea.pk), at("follow", dialogue)):
        assertContains(client.post(address, {"follow": "yes"}, follow=True), "Stop following")
        assertNotContains(client.post(address, {"follow": "no"}, follow=True), "Stop following")
