"""A person's timeline: what was told, what will come and when, and why something was not sent."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from notices.models import NoticeChoice, NoticeRhythm
from tests.factories import CommentFactory, IdeaFactory, confirm
from tests.notices.rows import a_notice

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)  # the clocks of Berlin go forward two days later
DAY = timedelta(days=1)
PAGE = "/me/notices/"


def lines(response, part="lines"):
    """(title, state, when, reason) of each line, top down."""
    return [(line.title, str(line.state), line.when, str(line.reason)) for line in response.context[part]]


@pytest.fixture
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def page(client, amina, at_now):
    """Amina's page, as it stands at that moment."""
    client.force_login(amina)
    return lambda query="": client.get(PAGE + query)


# Who sees it


def test_a_stranger_is_asked_to_sign_in(client):
    assertRedirects(client.get(PAGE), f"{reverse('account_login')}?next={PAGE}")


def test_a_colleague_sees_none_of_it(client, amina, bola):
    a_notice(amina)
    a_notice(amina, "planned", due_at=timezone.now() + DAY)
    client.force_login(bola)

    response = client.get(PAGE)

    assert (lines(response), lines(response, "coming")) == ([], [])
    assertNotContains(response, "soon")
    assertContains(response, "What happens to your ideas and comments will stand here")


def test_a_key_of_somebody_elses_notice_says_nothing(page, bola):
    other = a_notice(bola)

    response = page(f"?before={other.pk}")

    assert response.status_code == 200
    assert response.context["newer"] is None


def test_mails_of_the_account_and_digests_do_not_stand_there(page, amina):
    a_notice(amina, "sent", kind="account", address="amina@example.org", payload={"text": "the secret link"})
    a_notice(amina, "planned", kind="account", address="amina@example.org", payload={"text": "the secret link"})
    a_notice(amina, "planned", kind="digest", due_at=NOW + DAY)

    response = page()

    assert (lines(response), lines(response, "coming")) == ([], [])
    assertNotContains(response, "secret")


def test_a_name_is_text_and_no_markup(page, amina):
    amina.display_name = "<script>alert(1)</script>"
    amina.save()
    a_notice(amina)

    response = page()

    assertNotContains(response, "<script>alert")
    assertContains(response, "&lt;script&gt;alert(1)&lt;/script&gt;: Consultations soon")


# What stands there


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        ("sent", "", "Sent by mail"),
        ("told", "", "Stands on this page"),
        ("told", "no_address", "Stands on this page"),
        ("skipped", "joined_late", "Not sent"),
        ("skipped", "withdrawn", "Not sent"),
        ("skipped", "unsubscribed", "Not sent"),
        ("skipped", "cancelled", "Not sent"),
        ("skipped", "moved", "Not sent"),
        ("skipped", "past_grace", "Not sent"),
        ("skipped", "inactive", "Not sent"),
        ("dead", "refused", "Could not be sent by mail"),
        ("dead", "failed", "Could not be sent by mail"),
    ],
)
def test_a_line_says_what_became_of_a_notice_and_why(page, amina, state, reason, said):
    notice = a_notice(amina, state, reason=reason, due_at=NOW - DAY)

    response = page()

    assert lines(response) == [
        ("Amina: Consultations soon", said, "26 March 2026, 10:00", notice.get_reason_display() if reason else "")
    ]
    assertContains(response, f'{said}: <time datetime="2026-03-26T10:00:00+01:00">26 March 2026, 10:00</time>')
    assert (response.context["lines"][0].paragraphs != []) == (state != "skipped")


def test_times_are_those_of_the_person_on_both_sides_of_the_change_of_clocks(page, amina):
    a_notice(amina, "planned", kind="quiet", due_at=datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
    a_notice(amina, "planned", kind="quiet", due_at=datetime(2026, 3, 29, 1, 30, tzinfo=UTC))

    response = page()

    assert [when for _title, _state, when, _reason in lines(response, "coming")] == [
        "29 March 2026, 01:30",
        "29 March 2026, 03:30",
    ]
    assertContains(response, "All times are in your time zone: <bdi>Europe/Berlin</bdi>.")


def test_what_will_come_stands_above_soonest_first(page, amina):
    a_notice(amina, "planned", due_at=NOW + 2 * DAY, payload={"word": "later"})
    a_notice(amina, "planned", due_at=NOW + DAY, payload={"word": "sooner"})
    a_notice(amina, "told", due_at=NOW - DAY, payload={"word": "past"})

    response = page()

    assert [title for title, *_rest in lines(response, "coming")] == [
        "Amina: Consultations sooner",
        "Amina: Consultations later",
    ]
    assert [title for title, *_rest in lines(response)] == ["Amina: Consultations past"]
    assert b"To come" in response.content.split(b"Until now")[0]


def test_a_gathered_notice_says_when_the_digest_comes(page, amina):
    a_notice(amina, "gathered", kind="weekly", due_at=NOW - DAY)
    a_notice(amina, "planned", kind="digest", due_at=datetime(2026, 3, 30, 6, 0, tzinfo=UTC))

    assert lines(page()) == [("Amina: Consultations soon", "Comes in your digest", "30 March 2026, 08:00", "")]


def test_a_notice_that_the_server_did_not_take_says_when_it_is_tried_again(page, amina):
    a_notice(amina, "planned", due_at=NOW - DAY, try_at=NOW + DAY, last_error="451 later", attempts=2)

    assert lines(page(), "coming") == [
        (
            "Amina: Consultations soon",
            "Will be sent by mail",
            "28 March 2026, 10:00",
            "The mail server has not taken it yet. It is tried again.",
        )
    ]


def test_choices_and_quiet_hours_show_in_what_will_come(page, amina):
    NoticeRhythm.objects.create(person=amina, quiet_from="22:00", quiet_until="07:00")
    NoticeChoice.objects.create(person=amina, kind="moved", channel="none")
    a_notice(amina, "planned", due_at=datetime(2026, 3, 27, 23, 0, tzinfo=UTC))
    a_notice(amina, "planned", kind="moved", due_at=NOW + 3 * DAY)

    assert [(state, when, reason) for _title, state, when, reason in lines(page(), "coming")] == [
        ("Will be sent by mail", "28 March 2026, 07:00", ""),
        ("Will not be sent", "30 March 2026, 11:00", "You chose not to hear of this."),
    ]


def test_a_broken_template_or_an_unknown_kind_spoils_only_its_own_line(page, amina):
    a_notice(amina, payload={"word": "one", "broken": "amina"}, due_at=NOW - DAY)
    a_notice(amina, kind="of-another-version", due_at=NOW - 2 * DAY)
    a_notice(amina, payload={"word": "three"}, due_at=NOW - 3 * DAY)

    response = page()

    assert [title for title, *_rest in lines(response)] == [
        "The kind reminder",
        "News that this version does not know",
        "Amina: Consultations three",
    ]
    assert [line.url for line in response.context["lines"]] == ["", "", "http://localhost:8000/"]


# What was hidden since


def test_a_comment_hidden_after_it_was_told_is_told_no_more(client, amina, bola, real_kinds):
    idea = IdeaFactory(author=amina, title="Two short letters")
    comment = CommentFactory(idea=idea, author=bola, body="A private address")
    a_notice(amina, "sent", kind="comment_on_idea", subject=comment)
    client.force_login(amina)
    assertContains(client.get(PAGE), "A private address")

    comment.hidden_at, comment.hidden_reason = timezone.now(), "It names a private person."
    comment.save()

    response = client.get(PAGE)
    assertNotContains(response, "A private address")
    assertContains(response, "Somebody comments on my idea")


def test_what_it_speaks_of_may_be_gone(client, amina, real_kinds):
    comment = CommentFactory(idea__author=amina)
    a_notice(amina, "sent", kind="comment_on_idea", subject=comment)
    comment.delete()
    client.force_login(amina)

    assertContains(client.get(PAGE), "Somebody comments on my idea")


# Pages of it, and what they cost


def test_pages_lead_on_and_back_by_key(page, amina):
    made = [a_notice(amina, due_at=NOW - number // 2 * DAY, payload={"word": f"n{number}"}) for number in range(45)]
    newest_first = sorted(made, key=lambda notice: (notice.due_at, notice.pk), reverse=True)
    words = [f"Amina: Consultations {notice.payload['word']}" for notice in newest_first]

    def titles(response):
        return [title for title, *_rest in lines(response)]

    first = page()
    second = page(first.context["older"])
    third = page(second.context["older"])

    assert [titles(first), titles(second), titles(third)] == [words[:20], words[20:40], words[40:]]
    assert (first.context["newer"], third.context["older"]) == (None, None)
    assert titles(page(third.context["newer"])) == words[20:40]
    assert titles(page(second.context["newer"])) == words[:20]


@pytest.mark.parametrize("query", ["?before=x", "?before=-1", "?before=99999999999999999999", "?after=", "?after=٣"])
def test_a_key_that_is_none_leads_to_the_first_page(page, amina, query):
    a_notice(amina, due_at=NOW - DAY)

    assert len(lines(page(query))) == 1


def test_the_newest_key_leads_to_the_first_page(page, amina):
    newest = a_notice(amina, due_at=NOW - DAY)

    assert len(lines(page(f"?after={newest.pk}"))) == 1


def test_much_to_come_says_that_there_is_more(page, amina):
    for number in range(21):
        a_notice(amina, "planned", due_at=NOW + number * DAY)

    response = page()

    assert len(response.context["coming"]) == 20
    assertContains(response, "There is more later.")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_notices(client, amina, real_kinds, rows, django_assert_num_queries):
    for _number in range(rows):
        for kind in ("comment_on_idea", "comment_on_followed_idea", "reply_to_comment"):
            a_notice(amina, "sent", kind=kind, subject=CommentFactory(idea__author=amina))
        a_notice(amina, "told", kind="text_hidden", subject=IdeaFactory(author=amina), payload={"reason": "Spam."})
        a_notice(amina, "gathered", kind="closing_soon", subject=IdeaFactory().consultation)
        a_notice(amina, "planned", kind="closing_soon", subject=IdeaFactory().consultation)
    client.force_login(amina)

    with django_assert_num_queries(9):
        response = client.get(PAGE)

    assert (len(response.context["lines"]), len(response.context["coming"])) == (5 * rows, rows)
    assertContains(response, "How do we grow leaders?", count=4 * rows)


def test_an_address_that_is_not_confirmed_is_the_reason_and_the_way_to_confirm_it_stands_beside(page, amina):
    confirm(amina, verified=False)
    a_notice(amina, "told", reason="unconfirmed")
    a_notice(amina, "planned", due_at=NOW + DAY)

    response = page()

    why = "Your e-mail address is not confirmed yet, so no mail was sent."
    assert [line[3] for line in lines(response)] == [why]
    assert [line[3] for line in lines(response, "coming")] == [why]
    assertContains(response, f'<a href="{reverse("account_email")}">Confirm your address</a>', count=2)
