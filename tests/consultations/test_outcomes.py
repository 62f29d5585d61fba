"""What became of an idea: decided once by one, told once, corrected with a trace."""

from itertools import chain

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.actions import follows, moderation
from consultations.actions.outcomes import decide, decisions_of
from consultations.models import Idea, Outcome
from notices.actions.carrying import carry_due
from notices.models import Notice
from tests.consultations.desk import address, rows_of
from tests.factories import IdeaFactory, PersonFactory, confirm
from tests.races import at_once

DONE = {"kind": "became", "because": "The call asks for two letters."}


@pytest.fixture
def idea(topic, amina):
    return IdeaFactory(topic=topic, author=amina, title="Two short letters")


def heard():
    """(who, in which state, why not) for each notice of an outcome, in the order they were planned."""
    told = Notice.objects.filter(kind="outcome").order_by("pk")
    return list(told.values_list("recipient__username", "state", "reason"))


# Deciding


def test_a_decision_names_who_and_when_and_keeps_what_it_became(idea, organizer):
    before = timezone.now()

    decide(idea=idea, **DONE, became="The call of 2017", became_url="https://a.example/", seen=0, actor=organizer)

    outcome = Outcome.objects.get()
    assert (outcome.idea, outcome.kind, outcome.because) == (idea, "became", "The call asks for two letters.")
    assert (outcome.became, outcome.became_url) == ("The call of 2017", "https://a.example/")
    assert outcome.decided_by == organizer
    assert before <= outcome.decided_at <= timezone.now()
    assert outcome.history.get().history_user == organizer


def test_a_corrected_outcome_keeps_the_one_before(idea, organizer):
    decide(idea=idea, **DONE, seen=0, actor=organizer)
    decide(idea=idea, kind="partly", because="One letter only.", seen=1, actor=organizer)

    assert Outcome.objects.get().kind == "partly"
    assert [(row.kind, row.because) for row in decisions_of(idea)] == [
        ("partly", "One letter only."),
        ("became", "The call asks for two letters."),
    ]


def test_an_idea_opened_again_keeps_who_and_why(idea, organizer):
    decide(idea=idea, **DONE, seen=0, actor=organizer)
    decide(idea=idea, kind="", because="The call was cancelled.", seen=1, actor=organizer)

    assert not Outcome.objects.exists()
    last = decisions_of(idea).first()
    assert (last.history_type, last.because, last.decided_by) == ("-", "The call was cancelled.", organizer)
    decide(idea=idea, **DONE, seen=2, actor=organizer)
    assert decisions_of(idea).count() == 3


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"kind": "declined", "because": "No room.", "became": "A course"}, "became"),
        ({"kind": "declined", "because": "No room.", "became_url": "https://a.example/"}, "became"),
        ({"kind": "became", "because": "It did.", "became_url": "https://a.example/"}, "became"),
        ({"kind": "became", "because": " \n "}, "because"),
        ({"kind": "", "because": "Not yet."}, "open"),
    ],
)
def test_a_decision_that_contradicts_itself_is_refused(idea, organizer, typed, code):
    with pytest.raises(ValidationError) as refusal:
        decide(idea=idea, **typed, seen=0, actor=organizer)

    refused = refusal.value
    errors = chain.from_iterable(refused.error_dict.values()) if hasattr(refused, "error_dict") else [refused]
    assert [error.code for error in errors] == [code]
    assert not Outcome.objects.exists()


def test_the_same_decision_again_is_refused_and_told_to_nobody(idea, organizer):
    decide(idea=idea, **DONE, seen=0, actor=organizer)

    with pytest.raises(ValidationError, match="stands there already"):
        decide(idea=idea, **DONE, seen=1, actor=organizer)

    assert len(heard()) == 1


def test_drafts_and_hidden_ideas_have_no_outcome(topic, idea, organizer):
    draft = IdeaFactory(topic=topic, shared_at=None)
    moderation.hide(text=idea, reason="Names a person.", actor=organizer)

    for one, code in ((draft, "draft"), (idea, "hidden")):
        with pytest.raises(ValidationError) as refusal:
            decide(idea=one, **DONE, seen=0, actor=organizer)
        assert refusal.value.code == code


def test_an_impossible_address_is_refused(idea, organizer):
    with pytest.raises(ValidationError, match="valid URL"):
        decide(idea=idea, **DONE, became="x", became_url="javascript:alert(1)", seen=0, actor=organizer)


@pytest.mark.django_db(transaction=True)
def test_of_two_organizers_at_once_one_decides(idea, organizer):
    other = PersonFactory(username="other")
    calls = [
        lambda kind=kind, actor=actor: decide(idea=idea, kind=kind, because="So.", seen=0, actor=actor)
        for kind, actor in (("became", organizer), ("declined", other)) * 2
    ]

    answers = at_once(calls)

    refused = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert [answer.code for answer in refused] == ["stale"] * 3
    assert decisions_of(idea).count() == 1


# Telling


def test_author_and_followers_are_told_once_for_each_decision(idea, bola, organizer):
    for person in (bola, organizer, idea.author):
        follows.follow(person=person, idea=idea)

    decide(idea=idea, **DONE, seen=0, actor=organizer)
    assert sorted(heard()) == [("amina", "planned", ""), ("bola", "planned", "")]

    carry_due()
    decide(idea=idea, kind="partly", because="One letter only.", seen=1, actor=organizer)
    assert [who for who, state, _why in heard() if state == "planned"] == ["amina", "bola"]


def test_a_decision_corrected_before_the_mail_went_out_is_told_once(idea, organizer):
    decide(idea=idea, **DONE, seen=0, actor=organizer)
    decide(idea=idea, kind="declined", because="No room.", seen=1, actor=organizer)

    assert heard() == [("amina", "skipped", "withdrawn"), ("amina", "planned", "")]


def test_who_stopped_following_hears_no_more_and_the_author_does(idea, bola, organizer):
    follows.follow(person=bola, idea=idea)
    decide(idea=idea, **DONE, seen=0, actor=organizer)
    follows.unfollow(person=bola, idea=idea)

    carry_due()

    assert {who: (state, why) for who, state, why in heard()} == {
        "bola": ("skipped", "withdrawn"),
        "amina": ("told", "no_address"),
    }


def test_the_outcome_of_an_idea_hidden_meanwhile_is_not_told(idea, organizer):
    decide(idea=idea, **DONE, seen=0, actor=organizer)
    moderation.hide(text=idea, reason="Names a person.", actor=organizer)

    carry_due()

    assert [(state, why) for _who, state, why in heard()] == [("skipped", "withdrawn")]


def test_the_mail_says_what_was_decided_then(idea, organizer, mailoutbox):
    idea.author.email = "amina@academy.example"
    idea.author.save()
    confirm(idea.author)
    decide(idea=idea, **DONE, became="The call of 2017", became_url="https://a.example/", seen=0, actor=organizer)

    carry_due()

    mail = mailoutbox[0]
    assert mail.subject == "“Two short letters” became real"
    assert "Why: The call asks for two letters." in mail.body
    assert "What it became: The call of 2017\nhttps://a.example/" in mail.body


# The page of the idea


def test_an_idea_without_a_decision_is_still_open(client, idea):
    assertContains(client.get(idea.get_absolute_url()), "Outcome: still open")


def test_the_page_says_what_when_who_and_why(client, idea, organizer):
    decide(idea=idea, **DONE, became="The call <2017>", became_url="https://a.example/", seen=0, actor=organizer)

    page = client.get(idea.get_absolute_url())

    assertContains(page, "Outcome: became real")
    assertContains(page, '<a href="https://a.example/" rel="noopener"><bdi>The call &lt;2017&gt;</bdi></a>')
    assertContains(page, "The call asks for two letters.")
    assertContains(page, "decided by <bdi>Olu Organizer</bdi>")
    assertNotContains(page, "All decisions on this idea")


def test_the_page_keeps_the_decisions_before(client, idea, organizer):
    decide(idea=idea, **DONE, seen=0, actor=organizer)
    decide(idea=idea, kind="", because="It was cancelled.", seen=1, actor=organizer)

    page = client.get(idea.get_absolute_url())

    assertContains(page, "Outcome: still open")
    assertContains(page, "All decisions on this idea")
    assertContains(page, "The call asks for two letters.")
    assertContains(page, "It was cancelled.")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_decisions(client, idea, organizer, django_assert_num_queries, rows):
    for seen in range(rows):
        decide(idea=idea, kind="partly", because=f"Step {seen}.", seen=seen, actor=organizer)

    with django_assert_num_queries(11):
        client.get(idea.get_absolute_url())


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("became", ["It is"]),
        ("declined", ["Never"]),
        ("open", ["Who knows"]),
        ("decided", ["It is", "Never"]),
        ("partly", []),
    ],
)
def test_ideas_are_found_by_their_outcome(client, dialogue, topic, organizer, asked, titles):
    for title, kind in (("It is", "became"), ("Never", "declined"), ("Who knows", None)):
        one = IdeaFactory(topic=topic, title=title)
        if kind:
            decide(idea=one, kind=kind, because="So.", seen=0, actor=organizer)

    page = client.get(f"/consultations/{dialogue.slug}/ideas/", {"outcome": asked})

    shown = [title for title in ("It is", "Never", "Who knows") if f"<bdi>{title}</bdi>" in page.content.decode()]
    assert shown == titles


# The desk


def typed(**changes):
    return {**DONE, "became": "", "became_url": "", "seen": 0, **changes}


def test_organizers_decide_with_one_form(desk, idea, organizer):
    assertContains(desk.get(address(idea)), address(idea, "decide"))

    assertRedirects(desk.post(address(idea, "decide"), typed()), address(idea))

    assert Outcome.objects.get().decided_by == organizer
    assertContains(desk.get(address(idea)), "became real")
    assertContains(desk.get(rows_of("outcome")), "Two short letters")
    assertContains(desk.get(address(Outcome.objects.get(), "history")), "Olu Organizer")


def test_a_declined_idea_that_became_something_comes_back_with_a_sentence(desk, idea):
    page = desk.post(address(idea, "decide"), typed(kind="declined", became="A course"))

    assertContains(page, "Only what became real has something that it became", status_code=422)
    assertContains(page, "A course", status_code=422)


def test_a_decision_made_meanwhile_is_shown_and_may_be_replaced(desk, idea, organizer):
    decide(idea=idea, **DONE, seen=0, actor=organizer)
    mine = typed(kind="declined", because="No room.")

    page = desk.post(address(idea, "decide"), mine)
    assertContains(page, "Somebody else decided meanwhile.", status_code=422)
    assertContains(page, 'name="seen" value="1"', status_code=422)

    assert desk.post(address(idea, "decide"), {**mine, "seen": 1}).status_code == 302
    assert Outcome.objects.get().kind == "declined"


def test_outcomes_are_not_edited_beside_that_form(desk, idea, organizer):
    decide(idea=idea, **DONE, seen=0, actor=organizer)

    assert desk.post(address(Outcome.objects.get()), {"kind": "declined"}).status_code == 403
    assert Outcome.objects.get().kind == "became"


def test_others_decide_nothing(client, idea, amina):
    client.force_login(amina)

    assert client.post(address(idea, "decide"), typed()).status_code in (302, 403)
    assert not Outcome.objects.exists()
    assert Idea.objects.count() == 1
