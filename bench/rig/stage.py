"""The product's data for the benchmarks: the sample, filled up to the sizes that the figures speak of."""

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from academy.models import Course
from consultations.actions.sample import load_sample
from consultations.actions.sample.big import load_big_sample
from consultations.models import Ballot, Comment, Concept, Consultation, Endorsement, Idea, Term, Topic
from people.models import Language, LanguageLevel

from . import cohorts, databases, editions, shelf
from .measure import CONNECTIONS
from .scene import Scene

ROWS, COURSES = 20, 2000
LANGUAGE = "en"
COUNTED = {
    "ideas": Idea,
    "comments": Comment,
    "endorsements": Endorsement,
    "terms": Term,
    "ballots": Ballot,
    "courses": Course,
}


def small():
    """The sample as a newcomer has it, read by people who may vote."""
    return with_readers(filled(load_sample(now=timezone.now()), ROWS))


def big():
    """The big consultation and the big catalogue, beside the sample."""
    load_sample(now=timezone.now())
    return with_readers(filled(load_big_sample(now=timezone.now()), ROWS, courses=COURSES))


def with_readers(scene):
    """The scene with somebody signed in for each connection, who declares the language of the ballot."""
    people = databases.newcomers(CONNECTIONS)
    language = Language.objects.get(code=LANGUAGE)
    LanguageLevel.objects.bulk_create(LanguageLevel(person=person, language=language, level="4") for person in people)
    scene.jars = databases.sign_in(people)
    return scene


def sizes():
    """What stands in the database, in a line."""
    return ", ".join(f"{model.objects.count():,} {name}" for name, model in COUNTED.items())


def filled(consultation, rows, courses=ROWS):
    """A consultation whose results are public, with so many threads on one idea, beside a catalogue of so many courses.

    One of these has as many sessions and materials as rows, and one programme as many workshops."""
    Consultation.objects.filter(pk=consultation.pk).update(results_shown=Consultation.ResultsShown.ALWAYS)
    ideas = consultation.ideas.shared().order_by("pk")
    idea = ideas.annotate(number=Count("comments")).filter(number__lte=rows).order_by("-number", "pk").first()
    comment(idea, rows)
    terms = Term.objects.in_consultation(consultation).on_the_ballot().filter(language__code=LANGUAGE)
    course = shelf.filled(courses, rows)
    cohorts.filled(ROWS)
    return Scene(
        slug=consultation.slug,
        topic=consultation.topics.order_by("pk").first().slug,
        idea=idea.pk,
        ideas=list(ideas.values_list("pk", flat=True)[:ROWS]),
        terms=list(terms.order_by("pk").values_list("pk", flat=True)),
        language=LANGUAGE,
        course=course,
        edition=editions.filled(rows, course),
        seats=shelf.to_enrol_in(ROWS),
    )


def comment(idea, rows):
    """Bring an idea to so many comments."""
    Comment.objects.bulk_create(
        Comment(
            idea=idea,
            author=idea.author,
            language=idea.language,
            body=f"Comment {number}: what a community can do, and how it would know that it worked. " * 3,
            created_at=idea.shared_at + timedelta(days=30, minutes=number),
        )
        for number in range(idea.number, rows)
    )


def one_of_each():
    """A consultation with one idea that has one comment, and one word with one ballot."""
    now, pattern = timezone.now(), Idea.objects.select_related("author", "language").first()
    texts = {"author": pattern.author, "language": pattern.language}
    open_today = {"published_at": now, "opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    consultation = Consultation.objects.create(
        slug="one-of-each", title="One of each", summary="One.", language=pattern.language, **open_today
    )
    topic = Topic.objects.create(consultation=consultation, slug="one", title="One", question="One?")
    Idea.objects.create(consultation=consultation, topic=topic, title="One", body="One.", shared_at=now, **texts)
    concept = Concept.objects.create(consultation=consultation, slug="one", title="One", description="One.")
    term = Term.objects.create(concept=concept, language=Language.objects.get(code=LANGUAGE), text="one", gloss="One.")
    Ballot.objects.create(person=pattern.author, term=term, grade=Ballot.Grade.FOR)
    return filled(consultation, 1)
