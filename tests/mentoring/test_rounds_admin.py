"""Organizers make, announce, solve, look at and publish the rounds that they lead."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.actions import rounds
from mentoring.actions.solving import solve
from mentoring.models import Proposal, Round
from tests.academy.factories import AreaFactory, SkillFactory
from tests.factories import LanguageFactory, PersonFactory

from .factories import RoundFactory, mentor_with, request_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def matching(organizer):
    """A round with three people who ask and two mentors with a place each."""
    matching = RoundFactory(title="Autumn", slug="autumn")
    matching.organizers.add(organizer)
    skill = SkillFactory(title="Mediation")
    for name in ("Ada Mentor", "Ben Mentor"):
        mentor_with(skills=[skill], person=PersonFactory(display_name=name))
    for name in ("Carol Asks", "Dan Asks", "Eve Asks"):
        request_for(skills=[skill], area=matching.area, person=PersonFactory(display_name=name))
    return matching


def page(matching, name="change"):
    return reverse(f"admin:mentoring_round_{name}", args=[matching.pk])


def inline(prefix):
    return {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}


def typed(**changes):
    """What the page of a round sends."""
    sent = {
        "title": "Spring",
        "slug": "spring",
        "summary": "For all.",
        "starts_on": "2030-03-01",
        "ends_on": "2030-09-01",
        "least_minutes": 60,
        "thin_below": 50,
        "most_candidates": 50,
        "answer_days": 7,
        "silent_days": 21,
        **inline("reserves"),
        **inline("choices"),
    }
    return sent | changes


def test_who_makes_a_round_organizes_it(desk, organizer):
    language, area = LanguageFactory(), AreaFactory()
    answer = desk.post("/admin/mentoring/round/add/", typed(language=language.pk, area=area.pk))
    made = Round.objects.get()

    assert answer.status_code == 302
    assert list(made.organizers.all()) == [organizer]
    assert len(made.seed) == 32
    assert made.history.get().history_user == organizer


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"area": ""}, "A round is for one cohort or for one activity area."),
        ({"ends_on": "2030-03-01"}, "The pairings end after they begin."),
        ({"least_minutes": 5}, "greater than or equal to 15"),
        ({"answer_days": 90}, "People have between 1 and 60 days to answer."),
    ],
)
def test_a_round_that_cannot_be_is_refused_with_what_was_typed(desk, changes, sentence):
    sent = typed(language=LanguageFactory().pk, area=AreaFactory().pk) | changes
    answer = desk.post("/admin/mentoring/round/add/", sent)

    assert sentence in answer.text
    assert 'value="spring"' in answer.text
    assert not Round.objects.exists()


def test_an_announced_round_is_public_and_keeps_its_place(desk, organizer, client, matching):
    assert "No mail is sent." in desk.get(page(matching, "announce")).text
    desk.post(page(matching, "announce"))
    matching.refresh_from_db()
    form = desk.get(page(matching)).context["adminform"].form

    assert matching.announced_at <= timezone.now()
    assert matching.history.first().history_user == organizer
    assert not {"slug", "cohort", "area"} & set(form.fields)
    assert client.get(matching.get_absolute_url()).status_code == 200


def test_announcing_twice_keeps_the_first_moment(desk, matching):
    desk.post(page(matching, "announce"))
    first = Round.objects.get().announced_at
    desk.post(page(matching, "announce"))

    assert Round.objects.get().announced_at == first


def test_a_round_that_is_over_is_not_announced(desk, matching):
    Round.objects.update(starts_on="2020-01-01", ends_on="2020-06-01")
    answer = desk.post(page(matching, "announce"))

    assert (answer.status_code, "would have ended already" in answer.text) == (422, True)


def test_a_small_round_is_solved_by_the_next_page(desk, matching):
    before = desk.get(page(matching, "solve")).text
    answer = desk.post(page(matching, "solve"), follow=True)

    assert "3 people seek a mentor here." in before
    assert "2 mentors have a free place." in before
    assert answer.redirect_chain == [(page(matching, "review"), 302)]
    assert "Solved, and proved to be the best." in answer.text
    assert answer.text.count("to learn Mediation, which") == 2
    assert answer.context["solution"].figures["matched"] == 2
    assert Proposal.objects.drafts().count() == 2


def test_the_pairs_are_narrowed_to_thin_ones_to_a_mentor_and_to_a_name(desk, matching):
    desk.post(page(matching, "solve"))
    pair = Proposal.objects.drafts().order_by("pk").first()
    Proposal.objects.filter(pk=pair.pk).update(points=matching.thin_below - 1)
    review = page(matching, "review")

    def shown(**asked):
        return [row["proposal"].pk for row in desk.get(review, asked).context["rows"]]

    assert shown(show="thin") == [pair.pk]
    assert shown(mentor=pair.mentor_id) == [pair.pk]
    assert shown(q=pair.request.person.display_name[:4].upper()) == [pair.pk]
    assert shown(show="locked") == []
    assert len(shown(mentor="x", sort="nothing", page="nine")) == 2


def test_a_solving_that_runs_is_shown_with_how_far_it_is(desk, matching):
    Round.objects.update(solving_since=timezone.now(), progress=70)
    shown = desk.get(page(matching, "review")).text
    again = desk.post(page(matching, "solve"), follow=True).text

    assert 'max="100" value="70"' in shown
    assert "Look again" in shown
    assert "This round is being solved at the moment. Please wait for it." in again


def test_the_part_that_is_looked_at_again_ends_with_the_page_when_it_is_solved(desk, matching):
    Round.objects.update(solving_since=timezone.now(), progress=20)
    running = desk.get(page(matching, "review"), headers={"HX-Request": "true"})
    Round.objects.update(solving_since=None)
    done = desk.get(page(matching, "review"), headers={"HX-Request": "true"})

    assert 'id="solving"' in running.text
    assert done.headers["HX-Refresh"] == "true"


def test_a_large_round_waits_for_a_worker_and_the_page_says_so(desk, matching, monkeypatch):
    monkeypatch.setattr(rounds, "AT_ONCE", 0)
    answer = desk.post(page(matching, "solve"), follow=True)
    again = desk.get(answer.redirect_chain[0][0], headers={"HX-Request": "true"})
    solve(round=matching, actor=None, now=timezone.now())
    done = desk.get(answer.redirect_chain[0][0])

    assert "This round is given to a worker" in answer.text
    assert "This round is given to a worker" in again.text
    assert "This round is given to a worker" not in done.text
    assert len(done.context["rows"]) == 2


def test_a_failure_is_told_in_one_sentence(desk, matching):
    Round.objects.update(failure="This round is too large to be solved exactly.")

    assert "This round is too large to be solved exactly." in desk.get(page(matching, "review")).text


def test_a_page_says_what_is_sent_to_how_many_before_it_is_published_once(desk, organizer, matching):
    desk.post(page(matching, "solve"))
    before = desk.get(page(matching, "publish")).text
    answer = desk.post(page(matching, "publish"), follow=True)
    matching.refresh_from_db()
    again = desk.post(page(matching, "publish"))

    assert "2 people who ask get a message" in before
    assert "2 mentors get one message each" in before
    assert "1 person without a mentor is told why." in before
    assert answer.redirect_chain == [(page(matching, "answers"), 302)]
    assert (matching.published_by, Proposal.objects.unanswered().count()) == (organizer, 2)
    assert matching.announced_at >= matching.published_at
    assert (again.status_code, "This round is published" in again.text) == (422, True)


def test_terms_that_were_changed_since_are_told_and_not_published(desk, matching):
    desk.post(page(matching, "solve"))
    Round.objects.update(least_minutes=90)

    assert "Solve it again." in desk.get(page(matching, "review")).text
    assert desk.post(page(matching, "publish")).status_code == 422
    assert not Round.objects.published().exists()


def test_the_terms_of_a_published_round_stay(desk, matching):
    desk.post(page(matching, "solve"))
    desk.post(page(matching, "publish"))
    form = desk.get(page(matching)).context["adminform"].form

    assert not {"starts_on", "ends_on", "least_minutes", "thin_below", "area"} & set(form.fields)
    assert "title" in form.fields


def test_the_proof_is_shown_with_the_seed(desk, matching):
    empty = desk.get(page(matching, "proof")).text
    desk.post(page(matching, "solve"))
    shown = desk.get(page(matching, "proof")).text

    assert "The proof will stand here" in empty
    assert "Proved: no other matching pairs more people" in shown
    assert matching.seed in shown
