"""Figures of led rounds, their files, and people's skills taken over from CapX."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from mentoring.models import Proposal, Round, Solution, Unmatched
from people.models import LanguageLevel, SkillLevel
from tests.academy.factories import RegionFactory, SkillFactory
from tests.desk import FRAME
from tests.factories import LanguageFactory, PersonFactory

from .desk import everything_of
from .factories import MentorFactory, MentoringRequestFactory, RoundFactory, mentor_with, request_for

pytestmark = pytest.mark.django_db
FIGURES = reverse("admin:mentoring_round_figures")
CAPX = reverse("admin:mentoring_round_capx")


@pytest.fixture
def autumn(organizer):
    matching = RoundFactory(title="Autumn", slug="autumn")
    matching.organizers.add(organizer)
    return matching


def page(matching, name):
    return reverse(f"admin:mentoring_round_{name}", args=[matching.pk])


def solved(matching, groups):
    """A solution of a round: {region's name: (matched, alone)}."""
    figures = {"requests": 30, "mentors": 9, "places": 12, "matched": 20, "thin": 2, "waited": 1, "total": 900}
    solution = Solution.objects.create(round=matching, version=1, sha256="0" * 64, figures=figures)
    for name, (matched, alone) in groups.items():
        region = RegionFactory(name=name, slug=name.lower().replace(" ", "-"))
        asked = MentoringRequestFactory.create_batch(matched + alone, area=matching.area, person__region=region)
        for request in asked[:matched]:
            Proposal.objects.create(request=request, mentor=MentorFactory(), round=matching, origin="round", points=60)
        Unmatched.objects.bulk_create(Unmatched(solution=solution, request=request) for request in asked[matched:])
    return solution


def test_figures_hide_small_groups_and_what_would_reveal_them(desk, autumn):
    solved(autumn, {"North": (9, 5), "South": (6, 6), "Islands": (2, 1)})
    groups = desk.get(FIGURES).context["groups"]["regions"]
    told = {row["name"]: (row["asked"], row["matched"]) for row in groups}

    assert told == {"North": (14, None), "South": (None, None), "Islands": (None, None)}


def test_figures_tell_how_long_it_took_until_both_accepted(desk, autumn):
    solved(autumn, {"North": (6, 0)})
    offered = timezone.now() - timedelta(days=9)
    assert desk.get(FIGURES).context["rows"][0]["days"] is None
    for proposal, days in zip(Proposal.objects.order_by("pk"), (1, 2, 2, 3, 6, 7), strict=True):
        moment = offered + timedelta(days=days)
        Proposal.objects.filter(pk=proposal.pk).update(
            offered_at=offered,
            expires_at=offered + timedelta(days=30),
            answer="accepted",
            answered_at=moment,
            mentee_accepted_at=moment,
            mentor_accepted_at=moment,
        )

    assert desk.get(FIGURES).context["rows"][0]["days"] == 2.5


def test_figures_are_of_led_rounds_alone(desk, autumn):
    solved(autumn, {})
    other = everything_of("Foreign Beta")[Round]
    answer = desk.get(FIGURES, {"round": other.pk})

    assert [row["round"] for row in answer.context["rows"]] == [autumn]
    assert "Foreign Beta" not in answer.text


@pytest.mark.parametrize("rows", [1, 3])
def test_figures_cost_the_same_for_any_number_of_rounds(desk, organizer, django_assert_num_queries, rows):
    for number in range(rows):
        matching = RoundFactory()
        matching.organizers.add(organizer)
        solved(matching, {f"Region {number}": (6, 5)})
    desk.get(FIGURES)

    with django_assert_num_queries(FRAME + 7):
        assert len(desk.get(FIGURES).context["rows"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pairs_of_a_round_cost_the_same_for_any_number(desk, autumn, django_assert_num_queries, rows):
    skill = SkillFactory()
    for _number in range(rows):
        mentor_with(skills=[skill])
        request_for(skills=[skill], area=autumn.area)
    desk.post(page(autumn, "solve"))
    desk.get(page(autumn, "review"))

    with django_assert_num_queries(FRAME + 11):
        assert len(desk.get(page(autumn, "review")).context["rows"]) == rows


def test_the_pairs_go_out_as_csv_and_once_published_for_a_wiki(desk, autumn):
    skill = SkillFactory()
    mentor_with(skills=[skill], person=PersonFactory(username="mentor-one"))
    request_for(skills=[skill], area=autumn.area, person=PersonFactory(username="mentee-one"))
    desk.post(page(autumn, "solve"))
    table = desk.get(page(autumn, "pairs_csv"))
    drafts = desk.get(page(autumn, "pairs_wiki"))
    desk.post(page(autumn, "publish"))
    wiki = desk.get(page(autumn, "pairs_wiki"))

    assert '"mentee-one","mentor-one"' in table.getvalue().decode()
    assert table.headers["Content-Type"].startswith("text/csv")
    assert drafts.status_code == 404
    assert "wikitable" in wiki.getvalue().decode()


def csv_file(text):
    return {"file": SimpleUploadedFile("capx.csv", text.encode(), content_type="text/csv")}


@pytest.fixture
def amina():
    LanguageFactory(code="es")
    SkillFactory(wikidata="Q123")
    return PersonFactory(username="Amina")


def test_a_file_of_capx_is_looked_at_and_then_taken_over_once(desk, autumn, amina):
    rows = "username,skills_available,language,territory\nAmina,[Q123],es:3,Q1\nNobody,Q123,\nAmina2,Q999,xx:9\n"
    seen = desk.post(CAPX, csv_file(rows))
    assert not SkillLevel.objects.filter(person=amina).exists()

    done = desk.post(CAPX, {"token": seen.context["token"]})
    again = desk.post(CAPX, {"token": seen.context["token"]}, follow=True)

    assert (seen.context["good"], seen.context["bad"]) == (1, 2)
    assert "Nobody here has the user name Nobody." in seen.text
    assert "1 row was taken over." in done.text
    assert SkillLevel.objects.get(person=amina).level == "teach"
    assert LanguageLevel.objects.get(person=amina, language__code="es").level == "3"
    assert "This file was taken over already" in again.text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,skills_known\nAmina,Q123\n", "The first row names the columns: username"),
        ("username,territory\nAmina,Q1\n", "and at least one of skills_wanted"),
        ("username,skills_known\n\n", "There is no row below the names of the columns."),
        ('username,skills_known\n"Amina,Q123\n', "This is no table as CSV"),
        ("", "empty"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_a_sentence(desk, autumn, text, sentence):
    answer = desk.post(CAPX, csv_file(text))

    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_a_file_in_which_no_row_is_right_leads_back_to_the_form(desk, autumn):
    answer = desk.post(CAPX, csv_file("username,skills_known\nNobody,Q123\n"))

    assert answer.context["token"] == ""
    assert 'type="file"' in answer.text


def test_who_leads_no_round_takes_nobody_over(desk):
    assert desk.get(CAPX).status_code == 403
