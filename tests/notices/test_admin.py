"""The organizers' desk for the outbox: what waits, what failed and why, and trying it again."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations.actions.organizers import make_organizer
from notices.admin import why
from notices.models import KeptMail, Notice
from tests.desk import FRAME
from tests.factories import PersonFactory
from tests.notices.rows import a_notice

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LIST = reverse("admin:notices_notice_changelist")
KEPT = reverse("admin:notices_keptmail_changelist")
SECRET = "https://academy.example/accounts/password/reset/key/3-abc/"


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


def an_account_mail(state="planned", **rest):
    payload = {"title": "A new password", "text": SECRET}
    return a_notice(None, state, kind="account", address="amina@example.org", payload=payload, **rest)


def page_of(notice):
    return reverse("admin:notices_notice_change", args=[notice.pk])


def again(notice):
    return reverse("admin:notices_notice_again", args=[notice.pk])


def found(response):
    return [notice.pk for notice in response.context["cl"].result_list]


# Who may enter


def test_a_stranger_and_a_participant_reach_nothing(client, amina):
    notice = a_notice(amina, "dead")
    pages = [LIST, page_of(notice), KEPT]
    assert {client.get(page).status_code for page in pages} == {302}

    client.force_login(amina)
    assert {client.get(page).status_code for page in pages} <= {302, 403}
    assert client.post(again(notice)).status_code in (302, 403)
    notice.refresh_from_db()
    assert notice.state == "dead"


def test_staff_without_the_power_find_nothing(client, settings, amina):
    settings.STAFF_NEED_SECOND_FACTOR = False
    notice = a_notice(amina, "dead")
    client.force_login(PersonFactory(is_staff=True))

    assert client.get(LIST).status_code == 403
    assert client.post(again(notice)).status_code == 403
    assert "outbox" not in client.get(reverse("admin:index")).context


def test_nobody_writes_or_deletes_a_notice_by_hand(desk, amina):
    notice = a_notice(amina, "sent")

    assert desk.get(reverse("admin:notices_notice_add")).status_code == 403
    assert desk.post(page_of(notice), {"state": "planned"}).status_code == 403
    assert desk.post(reverse("admin:notices_notice_delete", args=[notice.pk]), {"post": "yes"}).status_code == 403
    assert Notice.objects.get().state == "sent"


# What stands in the list


@pytest.mark.parametrize(
    ("state", "fields", "said"),
    [
        ("planned", {"due_at": NOW + MINUTE}, ""),
        ("planned", {"due_at": NOW}, "It waits for a worker."),
        ("planned", {"due_at": NOW, "try_at": NOW + MINUTE, "lease": uuid4()}, "A worker carries it now."),
        ("planned", {"due_at": NOW, "try_at": NOW - MINUTE, "lease": uuid4()}, "It waits for a worker."),
        (
            "planned",
            {"due_at": NOW, "try_at": NOW + MINUTE},
            "Its reader has quiet hours until 27 March 2026, 09:01.",
        ),
        (
            "planned",
            {"due_at": NOW, "try_at": NOW + MINUTE, "last_error": "451 greylisted"},
            "It is tried again at 27 March 2026, 09:01: 451 greylisted",
        ),
        ("skipped", {"reason": "past_grace"}, "It was too late for it to be of use."),
        ("told", {"reason": "no_address"}, "You have no e-mail address here; it stands on this page."),
        (
            "dead",
            {"reason": "refused", "last_error": "550 no such user"},
            "Your mail server refused it. · 550 no such user",
        ),
        ("sent", {}, ""),
    ],
)
def test_the_list_says_why_a_notice_waits_or_failed(desk, amina, state, fields, said):
    notice = a_notice(amina, state, **fields)

    assert why(notice, NOW) == said
    assertContains(desk.get(LIST), said or "–")


def test_the_list_is_filtered_by_state_kind_and_age(desk, amina):
    dead = a_notice(amina, "dead", due_at=NOW - 60 * MINUTE)
    late = a_notice(amina, "planned", kind="moved", due_at=NOW - 16 * MINUTE)
    due = a_notice(amina, "planned", due_at=NOW - MINUTE)
    quiet = a_notice(amina, "planned", due_at=NOW - 60 * MINUTE, try_at=NOW + MINUTE)
    coming = a_notice(amina, "planned", due_at=NOW + MINUTE)

    assert found(desk.get(LIST)) == [coming.pk, quiet.pk, due.pk, late.pk, dead.pk]
    assert found(desk.get(LIST, {"state__exact": "dead"})) == [dead.pk]
    assert found(desk.get(LIST, {"kind": "moved"})) == [late.pk]
    assert found(desk.get(LIST, {"age": "due"})) == [due.pk, late.pk]
    assert found(desk.get(LIST, {"age": "late"})) == [late.pk]


def test_people_and_keys_are_found(desk, amina, bola):
    hers = a_notice(amina, dedupe_key="comment:7:1")
    his = a_notice(bola, dedupe_key="comment:8:2")

    for words, notices in (("amin", [hers]), ("Bola", [his]), ("comment:8", [his]), ("nobody", [])):
        assert found(desk.get(LIST, {"q": words})) == [notice.pk for notice in notices]


def test_a_name_is_text_and_no_markup(desk):
    person = PersonFactory(display_name="<img src=x onerror=alert(1)>")
    dead = a_notice(person, "dead")
    sent = a_notice(person, "sent")

    bulk = {"action": "send_these_again", "_selected_action": [dead.pk, sent.pk]}
    for response in (desk.get(LIST), desk.get(page_of(dead)), desk.post(LIST, bulk, follow=True)):
        assertNotContains(response, "<img src=x")
        assertContains(response, "&lt;img src=x onerror=alert(1)&gt;")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(desk, rows, django_assert_num_queries):
    for state in ("planned", "dead", "sent"):
        for _row in range(rows):
            a_notice(PersonFactory(), state)
    for _row in range(rows):
        an_account_mail()

    with django_assert_num_queries(FRAME + 2):
        response = desk.get(LIST)

    assert len(found(response)) == 4 * rows


# One notice


def test_a_page_shows_the_words_in_the_readers_language(desk, amina):
    amina.interface_language, amina.time_zone = "es", "Asia/Tokyo"
    amina.save()
    notice = a_notice(amina, "planned", due_at=NOW)

    response = desk.get(page_of(notice))

    assertContains(response, "Amina: Consultas soon")
    assertContains(response, "It begins at 18:00 &amp; you said &lt;yes&gt;.")
    assertContains(response, "planned</")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"payload": {"word": "x", "broken": "amina"}}, "TemplateDoesNotExist: No template names provided"),
        ({"kind": "of-another-version"}, "This version does not know the kind."),
    ],
)
def test_a_page_of_what_has_no_words_says_why(desk, amina, fields, said):
    assertContains(desk.get(page_of(a_notice(amina, "dead", **fields))), said)


def test_the_secret_of_an_account_mail_stands_nowhere(desk):
    planned, dead = an_account_mail(), an_account_mail("dead", last_error="550 no such user")

    for page in (LIST, f"{LIST}?q=account", page_of(planned), page_of(dead), reverse("admin:index")):
        response = desk.get(page)
        assert response.status_code == 200
        assertNotContains(response, "reset/key")
        assertNotContains(response, "A new password")
    assertContains(desk.get(page_of(dead)), "hold a secret and are shown to nobody")


# The first page


def test_the_first_page_says_that_all_is_well(desk, amina):
    a_notice(amina, "sent")
    a_notice(amina, "planned", due_at=NOW + MINUTE)

    response = desk.get(reverse("admin:index"))

    assert response.context["outbox"] == {"oldest": None, "is_late": False, "dead": 0, "is_kept": False}
    assertContains(response, "Nothing that is due waits.")


@pytest.mark.parametrize(("minutes", "is_late"), [(15, False), (16, True)])
def test_the_first_page_says_what_waits_and_what_failed(desk, amina, minutes, is_late):
    a_notice(amina, "planned", due_at=NOW - minutes * MINUTE)
    a_notice(amina, "dead")

    response = desk.get(reverse("admin:index"))

    outbox = {"oldest": NOW - minutes * MINUTE, "is_late": is_late, "dead": 1, "is_kept": False}
    assert response.context["outbox"] == outbox
    assertContains(response, f"The oldest due notice has waited for {minutes}\N{NO-BREAK SPACE}minutes.")
    assertContains(response, "That is too long", count=int(is_late))
    assertContains(response, "1 notice could not be sent.")


# Kept mails


@pytest.mark.parametrize(
    ("local", "superuser", "status"), [(True, False, 200), (False, False, 403), (False, True, 200)]
)
def test_kept_mails_are_read_on_a_machine_of_ones_own(client, settings, local, superuser, status):
    settings.STAFF_NEED_SECOND_FACTOR, settings.LOCAL = False, local
    reader = make_organizer(person=PersonFactory(is_superuser=superuser))
    client.force_login(reader)
    mail = KeptMail.objects.create(
        recipients="amina@example.org", title="A <b>new</b> password", text=f"Open\n{SECRET}\n\n<script>"
    )

    assert client.get(KEPT).status_code == status
    response = client.get(reverse("admin:notices_keptmail_change", args=[mail.pk]))
    assert response.status_code == status
    shows = client.get(reverse("admin:index"))
    assertContains(shows, f'href="{KEPT}"', count=int(status == 200))
    if status == 200:
        assertContains(response, f'Open<br><a href="{SECRET}">{SECRET}</a></p>')
        assertNotContains(response, "<script></p>")
        assertContains(response, "A &lt;b&gt;new&lt;/b&gt; password")
