"""The sample as it is loaded: all of it, once, and only on a machine of one's own."""

import tomllib
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from consultations.actions.consultation import extend
from consultations.actions.outcomes import decide
from consultations.actions.sample import big, load_sample, words
from consultations.actions.sample.source import PLACE
from consultations.models import (
    Ballot,
    Comment,
    Consultation,
    Endorsement,
    Evidence,
    Finding,
    FocusGroup,
    Idea,
    Outcome,
    Question,
    Resource,
    Term,
)
from consultations.rules.findings import check_evidence
from people.models import LanguageLevel, Person
from tests.samples import NOW

MODELS = [Person, LanguageLevel, Consultation, Idea, Comment, Endorsement, Outcome, Question, Term, Ballot]
MODELS += [FocusGroup, Finding, Evidence, Resource]


def toml(name):
    return tomllib.loads((PLACE / f"{name}.toml").read_text(encoding="utf-8"))


def counts():
    return [model.objects.count() for model in MODELS]


@pytest.fixture
def sample(db):
    return load_sample(now=NOW)


def test_everything_in_the_files_is_loaded(sample):
    terms, ideas = toml("terms"), toml("ideas")["ideas"]
    comments = [comment for idea in ideas for comment in idea.get("comments", [])]
    replies = sum(len(comment.get("replies", [])) for comment in comments)

    assert Person.objects.count() == len(toml("people")["people"])
    assert sample.ideas.shared().count() == len(ideas)
    assert Comment.objects.count() == len(comments) + replies
    assert Comment.objects.filter(parent__isnull=False).count() == replies
    assert Endorsement.objects.count() == sum(len(idea["endorsers"]) for idea in ideas)
    assert Term.objects.in_consultation(sample).count() == len(terms["terms"])
    assert sample.questions.answered().count() == len([q for q in toml("questions")["questions"] if "answer" in q])
    evidence = toml("evidence")
    pieces = [piece for finding in evidence["findings"] for piece in finding["evidence"]]
    assert sample.focus_groups.count() == len(evidence["focus_groups"]) == 4
    assert sample.findings.published_at(NOW).count() == len(evidence["findings"]) == 3
    assert Evidence.objects.filter(finding__consultation=sample).count() == len(pieces)
    assert sample.resources.count() == len(evidence["resources"])
    assert Outcome.objects.count() == Outcome.history.count() == sum("outcome" in idea for idea in ideas)
    assert sample.has_demonstration_data
    assert list(Consultation.objects.published_at(NOW)) == [sample]


def test_texts_come_with_their_html_and_a_first_entry_of_history(sample):
    assert not Idea.objects.filter(body_html="").exists()
    assert not Comment.objects.filter(body_html="").exists()
    assert sample.summary_html.startswith("<p>")
    assert Idea.history.count() == Idea.objects.count()
    assert {entry.history_date for entry in Idea.history.all()} == {idea.shared_at for idea in Idea.objects.all()}


def test_every_row_is_one_that_a_form_would_take(sample):
    for model in (
        Consultation,
        Idea,
        Comment,
        Question,
        Term,
        Person,
        FocusGroup,
        Finding,
        Resource,
        Outcome,
        Evidence,
    ):
        related = [field.name for field in model._meta.fields if field.is_relation]
        for row in model.objects.all():
            row.clean_fields(exclude=related)


def test_it_loads_over_a_sample_that_knew_no_findings(sample):
    for model in (Evidence, Finding, FocusGroup, Resource, Outcome, Outcome.history.model):
        model.objects.all().delete()
    Consultation.objects.update(focus_groups_note="", focus_groups_note_html="")

    again = load_sample(now=NOW)

    assert (again.findings.count(), again.focus_groups.count(), again.resources.count()) == (3, 4, 6)
    assert "<strong>about 80 people</strong>" in again.focus_groups_note_html
    assert Outcome.objects.exists()


def test_organizers_may_do_what_a_newer_version_knows(sample):
    organizer = Person.objects.get(username="organizer")
    Permission.objects.get(codename="change_finding").group_set.clear()
    assert not organizer.has_perm("consultations.change_finding")

    load_sample(now=NOW)

    assert Person.objects.get(username="organizer").has_perm("consultations.change_finding")


def test_what_organizers_corrected_or_decided_stays(sample):
    sample.findings.update(title=Concat("title", Value(" (corrected)")))
    sample.focus_groups.filter(position=4).update(setting="Somewhere")
    idea = Outcome.objects.earliest("pk").idea
    organizer = Person.objects.get(username="organizer")
    decide(idea=idea, kind="", because="Too early to say.", seen=1, actor=organizer)

    load_sample(now=NOW)

    assert sample.findings.filter(title__endswith=" (corrected)").count() == sample.findings.count() == 3
    assert sample.focus_groups.count() == 4
    assert not Outcome.objects.filter(idea=idea).exists()


def test_evidence_of_the_sample_stands_in_it_and_is_real(sample):
    for piece in Evidence.objects.with_things():
        check_evidence(piece, consultation_id=sample.pk, cited=())
        assert not getattr(piece.thing, "is_demonstration", False), piece
        assert piece.thing.source_url, piece


def test_the_decision_on_the_real_idea_names_nobody_and_its_source(sample):
    real, invented = Outcome.objects.filter(idea__is_demonstration=False), Outcome.objects.exclude(became_url="")

    assert list(real) == list(invented)
    assert (real.get().kind, real.get().decided_by) == ("partly", None)


def test_a_second_load_adds_nothing(sample):
    before = counts()

    again = load_sample(now=NOW + timedelta(days=1))

    assert counts() == before
    assert again.closes_at == sample.closes_at


def test_it_opens_again_for_a_year_from_the_day_of_loading(sample):
    extensions = list(sample.extensions.in_order())

    assert sample.closes_at == datetime(2027, 5, 5, tzinfo=UTC)
    assert [(e.old_closes_at.date().isoformat(), e.reopens_at.date().isoformat()) for e in extensions] == [
        ("2016-10-16", "2016-10-16"),
        ("2016-10-23", "2026-05-04"),
    ]
    assert Consultation.objects.open_at(NOW).exists()
    assert not Consultation.objects.open_at(datetime(2016, 10, 23, 10, 30, tzinfo=UTC)).exists()
    assert Consultation.objects.open_at(datetime(2016, 10, 23, 10, 29, tzinfo=UTC)).exists()


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "America/Bogota", "Asia/Kolkata", "Pacific/Auckland"])
def test_days_of_2016_read_the_same_in_every_part_of_the_world(sample, zone):
    extended = sample.extensions.in_order()[0]
    moments = [sample.opens_at, extended.announced_at, extended.old_closes_at, extended.new_closes_at]

    assert [moment.astimezone(ZoneInfo(zone)).strftime("%d %b") for moment in moments] == [
        "20 Sep",
        "14 Oct",
        "16 Oct",
        "23 Oct",
    ]


def test_a_year_that_ran_out_is_followed_by_another(sample):
    later = load_sample(now=datetime(2027, 6, 1, 8, tzinfo=UTC))

    assert later.closes_at == datetime(2028, 6, 1, tzinfo=UTC)
    assert later.extensions.count() == 3


def test_what_an_organizer_extended_stays(sample):
    organizer = Person.objects.get(username="organizer")
    longer = sample.closes_at + timedelta(days=30)
    extend(consultation=sample, new_closes_at=longer, reason="More time.", actor=organizer, now=NOW)

    assert load_sample(now=NOW).closes_at == longer


def test_ballots_are_by_people_who_declared_the_language_and_vote(sample):
    declared = set(LanguageLevel.objects.spoken().values_list("person", "language"))

    assert set(Ballot.objects.values_list("person", "term__language")) <= declared
    assert not Ballot.objects.filter(person__username__in=["organizer", "reviewer", "mentor", "learner"]).exists()
    assert not Ballot.objects.exclude(grade="against").exclude(reasons=[]).exists()


def test_ballots_are_drawn_the_same_way_each_time(sample):
    row = toml("terms")["terms"][0]
    term, voters = Term.objects.first(), list(Person.objects.order_by("pk"))

    once, twice = (words.draw_ballots(term, row, voters, set(), NOW) for _ in range(2))

    assert [(b.grade, b.reasons, b.cast_at) for b in once] == [(b.grade, b.reasons, b.cast_at) for b in twice]
    assert len({ballot.grade for ballot in once}) > 1


def test_the_ready_accounts_open_with_their_name(sample, client):
    for name in ("organizer", "reviewer", "mentor", "learner"):
        assert client.login(username=name, password=name)
    assert [person.username for person in Person.objects.filter(is_staff=True)] == ["organizer"]


def test_nobody_else_can_sign_in(sample):
    usable = [person.username for person in Person.objects.all() if person.has_usable_password()]

    assert sorted(usable) == ["learner", "mentor", "organizer", "reviewer"]


def test_an_account_of_the_same_name_gains_nothing(db, django_user_model):
    somebody = django_user_model.objects.create_user("organizer", password="long and secret")

    load_sample(now=NOW)

    somebody.refresh_from_db()
    assert not somebody.is_staff
    assert somebody.check_password("long and secret")


def test_a_deployed_site_refuses(db, settings):
    settings.LOCAL = False

    with pytest.raises(ValidationError, match="local machines only"):
        load_sample(now=NOW)
    with pytest.raises(CommandError, match="local machines only"):
        call_command("load_sample")
    assert not Person.objects.exists()


def test_the_command_says_where_to_look(db):
    out = StringIO()

    call_command("load_sample", stdout=out)

    first, *_others = out.getvalue().splitlines()
    assert first == "Leadership Development Dialogue: /consultations/leadership-development-dialogue/"


def test_the_big_sample_has_the_sizes_that_it_names(sample, monkeypatch):
    for size, rows in {"PEOPLE": 40, "IDEAS": 20, "COMMENTS": 60, "ENDORSEMENTS": 50}.items():
        monkeypatch.setattr(big, size, rows)

    consultation = big.load_big_sample(now=timezone.now())

    ideas = consultation.ideas.shared()
    assert ideas.count() == 20
    assert Comment.objects.filter(idea__in=ideas).count() == 60
    assert Endorsement.objects.filter(idea__in=ideas).count() == 50
    assert Ballot.objects.in_consultation(consultation).count() == 40 * 50
    assert big.load_big_sample(now=timezone.now()) == consultation
