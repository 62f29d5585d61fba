"""Files that come in and go out: CapX's people in, pairs out."""

import csv
from io import StringIO
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentoring.actions.publishing import publish
from mentoring.actions.solving import solve
from mentoring.actions.taking_over import take_over
from mentoring.files.capx import lines_of
from mentoring.files.pairs import pairs_csv, wikitext
from mentoring.models import OfferedSkill, Proposal
from people.models import LanguageLevel, Skill, SkillLevel
from tests.academy.factories import SkillFactory
from tests.factories import LanguageFactory, PersonFactory, declare

from .factories import MentorFactory, PairingFactory, RoundFactory, mentor_with, request_for

NOW = timezone.now()


@pytest.fixture
def known(db):
    """Two skills with items, and two languages."""
    LanguageFactory(code="es")
    LanguageFactory(code="fr")
    return SkillFactory(wikidata="Q1"), SkillFactory(wikidata="Q22")


def taken(*rows, **asked):
    lines = lines_of(enumerate(rows, start=2))
    return take_over(lines=lines, actor=None, now=NOW, **asked)


def row(username="Amina", **columns):
    return {"username": username, **columns}


def levels(person):
    return set(SkillLevel.objects.filter(person=person).values_list("skill__wikidata", "level"))


def tongues(person):
    return set(LanguageLevel.objects.filter(person=person).values_list("language__code", "level"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[Q1, Q22]", {"Q1", "Q22"}),
        ("Q1 Q22", {"Q1", "Q22"}),
        ("['Q1';\"q22\"]", {"Q1", "Q22"}),
        ("[]", set()),
        ("", set()),
    ],
)
def test_lists_are_read_in_every_way_of_writing(written, read):
    (line,) = lines_of([(2, row(skills_known=written))])

    assert (set(line.skills), line.errors) == (read, [])


@pytest.mark.parametrize(
    "written",
    [
        "es:3 fr:n",
        "[es: 3, fr: N]",
        "es=3;fr=n",
        '[{"id": "es", "proficiency": 3}, {"language": "fr", "proficiency": "n"}]',
    ],
)
def test_languages_are_read_in_every_way_of_writing(written):
    (line,) = lines_of([(2, row(language=written))])

    assert (line.languages, line.errors) == ({"es": "3", "fr": "N"}, [])


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({"skills_known": "[12, Q1]"}, ("item", "12")),
        ({"skills_known": "Q0"}, ("item", "Q0")),
        ({"language": "es:6"}, ("level", "es:6")),
        ({"language": "es"}, ("language", "es")),
        ({"language": "es:1 es:2"}, ("twice", "es")),
        ({"language": '[{"id": "es"}]'}, ("language", '[{"id": "es"}]')),
        ({"language": "[{"}, ("language", "[{")),
        ({"username": " "}, ("no_name", "")),
    ],
)
def test_what_cannot_be_read_is_an_error_of_its_line(columns, error):
    (line,) = lines_of([(2, row() | columns)])

    assert error in line.errors


def test_same_name_twice_is_an_error_of_the_second_line():
    first, second = lines_of(enumerate([row("amina_b"), row("Amina b")]))

    assert (first.errors, second.errors) == ([], [("twice", "Amina b")])


def test_skills_and_languages_of_people_with_an_account_are_taken_over(known):
    amina, ben = PersonFactory(username="amina-here", wiki_username="Amina"), PersonFactory(username="Ben")

    taken(
        row(skills_known="Q1", skills_available="Q1 Q22", language="es:n"),
        row("ben", skills_wanted="[Q22]", languages="fr:0", badges="[x§y]"),
    )

    assert levels(amina) == {("Q1", "teach"), ("Q22", "teach")}
    assert tongues(amina) == {("es", "N")}
    assert (levels(ben), tongues(ben)) == ({("Q22", "learn")}, {("fr", "0")})


def test_dry_run_tells_the_same_and_writes_nothing(known):
    amina = PersonFactory(username="Amina")

    (dry,) = taken(row(skills_known="Q1", language="es:3"), is_dry=True)
    assert (dry.added, levels(amina), tongues(amina)) == (2, set(), set())
    (wet,) = taken(row(skills_known="Q1", language="es:3"))
    (again,) = taken(row(skills_known="Q1", language="es:3"))
    assert (wet.added, again.added, again.raised, again.kept) == (2, 0, 0, [])


def test_own_word_is_raised_but_never_lowered(known):
    amina = PersonFactory(username="Amina")
    SkillLevel.objects.create(person=amina, skill=known[0], level="teach")
    SkillLevel.objects.create(person=amina, skill=known[1], level="learn")
    declare(amina, LanguageFactory(code="es"))
    declare(amina, LanguageFactory(code="fr"), "1")

    (told,) = taken(row(skills_known="Q1 Q22", language="es:5 fr:2"))

    assert levels(amina) == {("Q1", "teach"), ("Q22", "practise")}
    assert tongues(amina) == {("es", "N"), ("fr", "2")}
    assert told.raised == 2
    assert told.kept == [
        "Q1: the person's own word is stronger, and stays.",
        "es: the person's own word is stronger, and stays.",
    ]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"skills_known": "Q1 Q999"}, "No skill here has the item Q999. Organizers can add it to a skill."),
        ({"language": "es:3 xx:3"}, "There is no language with the code xx."),
        ({"username": "Nobody"}, "Nobody here has the user name Nobody."),
        ({"language": "es:9"}, "es:9: a proficiency is 0 to 5, or n for native."),
    ],
)
def test_line_with_an_error_is_left_out_whole_and_the_others_are_taken(known, columns, sentence):
    amina, ben = PersonFactory(username="Amina"), PersonFactory(username="Ben")

    wrong, right = taken(row(**{"skills_known": "Q1", "language": "es:3"} | columns), row("Ben", skills_known="Q1"))

    assert wrong.errors == [sentence]
    assert (levels(amina), tongues(amina)) == (set(), set())
    assert (right.errors, levels(ben)) == ([], {("Q1", "practise")})


def test_erased_person_and_one_under_two_names_are_left_out(known):
    PersonFactory(username="Gone", is_active=False)
    PersonFactory(username="Ben", wiki_username="Benjamin")

    gone, other = taken(row("Gone", skills_known="Q1"), row("Ben", skills_known="Q1"))

    assert gone.errors == ["Nobody here has the user name Gone."]
    assert other.errors == ["Nobody here has the user name Ben."]  # the name on the wikis is another one


def test_mentors_offer_what_they_can_teach_only_where_it_is_asked_for(known):
    mentor = MentorFactory(person__username="Amina")
    PersonFactory(username="Ben")

    taken(row(skills_available="Q1", skills_known="Q22"))
    assert not OfferedSkill.objects.exists()
    (told, _ben) = taken(
        row(skills_available="Q1", skills_known="Q22"), row("Ben", skills_available="Q1"), with_offers=True
    )

    assert OfferedSkill.objects.get().mentor == mentor
    assert told.added == 1


def test_item_of_a_skill_is_one_and_of_one_skill(known):
    for wikidata in ("Q1", "12", "Q0"):
        with pytest.raises(IntegrityError), transaction.atomic():
            SkillFactory(wikidata=wikidata)
    assert Skill.objects.filter(wikidata="").count() == 0
    SkillFactory()
    SkillFactory()


@pytest.mark.parametrize("rows", [1, 3])
def test_any_number_of_lines_costs_the_same_questions(known, rows, django_assert_num_queries):
    for number in range(rows):
        PersonFactory(username=f"Amina{number}")

    with django_assert_num_queries(12):
        taken(*(row(f"Amina{number}", skills_known="Q1", language="es:3") for number in range(rows)))


@pytest.fixture
def matching(db):
    """A solved round of one pair."""
    skill, matching = SkillFactory(title="Humour"), RoundFactory(title="Spring | round")
    request_for(area=matching.area, skills=[skill], person__username="=mentee")
    mentor_with(skills=[skill], person__username="mentor")
    solve(round=matching, actor=None, now=NOW)
    return matching


def test_pairs_stand_in_csv_with_points_and_reasons(matching):
    text = "".join(pairs_csv(matching)).removeprefix("\ufeff")

    (line,) = csv.DictReader(StringIO(text))
    assert (line["mentee"], line["mentor"], line["points"], line["state"]) == ("'=mentee", "mentor", "74", "draft")
    assert (line["skills"], line["languages"], line["hours"], line["choice"]) == ("40", "25", "9", "0")
    assert "Humour" in line["reasons"]


def test_wikitext_names_only_pairs_of_which_both_show_their_wiki_name(matching):
    publish(round=matching, actor=None, now=NOW)
    for shown in (["wiki_username"], []):
        proposal = Proposal.objects.create(
            request=request_for(
                person__username=f"a{len(shown)}", person__wiki_username=f"A|{len(shown)}", person__shown=shown
            ),
            mentor=mentor_with(person__wiki_username=f"B{len(shown)}", person__shown=["wiki_username"]),
            round=matching,
            origin="round",
            points=70,
            offered_at=NOW,
            expires_at=NOW + timezone.timedelta(days=1),
            answer="accepted",
            answered_at=NOW,
            mentee_accepted_at=NOW,
            mentor_accepted_at=NOW,
        )
        PairingFactory(proposal=proposal, mentor=proposal.mentor)

    text = wikitext(matching, matching.solutions.get())

    assert "Spring &#124; round" in text
    assert "[[User:A&#124;1|A&#124;1]]" in text
    assert "B1" in text
    assert "B0" not in text
    assert "A&#124;0" not in text
    assert "Pairs in all" not in text
    assert "70" not in text


@pytest.mark.parametrize(("matched", "is_told"), [(6, True), (9, False), (2, False)])
def test_wikitext_tells_no_more_of_small_groups_than_the_page_of_the_round(matching, matched, is_told):
    figures = {"requests": 12 if matched > 2 else 3, "matched": matched, "total": 400, "mentors": 8, "places": 11}
    solution = SimpleNamespace(figures=figures)

    assert ("Free places" in wikitext(matching, solution)) is is_told
