"""Five people before the same door, and one thing of every kind behind it."""

from types import SimpleNamespace

from django.test import Client
from django.utils import timezone

from consultations.actions.organizers import make_organizer
from consultations.models import Appeal, Background, Outcome, Report
from notices.models import KeptMail
from notices.tokens import unsubscribe_token
from tests import factories as make
from tests.academy import doors as academy
from tests.learning_days import doors as learning_days
from tests.mentoring import doors as mentoring
from tests.notices.rows import a_notice

ROLES = ("anonymous", "stranger", "author", "organizer", "superuser")


def people():
    """One person for each role but the first, all with a profile that lets them take part."""
    english = make.LanguageFactory()
    known = {name: make.declare(make.PersonFactory(username=name), english) for name in ROLES[1:]}
    make_organizer(person=known["organizer"])
    known["superuser"].is_staff = known["superuser"].is_superuser = True
    known["superuser"].save()
    return known


def clients(known):
    """A browser for each role, signed in where the role says so."""
    browsers = {name: Client() for name in ROLES}
    for name, person in known.items():
        browsers[name].force_login(person)
    return browsers


def scene(author):
    """An open consultation with one of everything by the author, and an unpublished one; what "#idea" stands for."""
    dialogue = make.ConsultationFactory(slug="dialogue")
    secret = make.ConsultationFactory(slug="secret", published_at=None)
    topic = make.TopicFactory(consultation=dialogue, slug="academy")
    make.TopicFactory(consultation=secret, slug="academy")
    idea = make.IdeaFactory(topic=topic, author=author)
    hidden = {"hidden_at": timezone.now(), "hidden_reason": "It names a private person."}
    term = make.TermFactory(concept__consultation=dialogue)
    rows = SimpleNamespace(
        person=author,
        consultation=dialogue,
        topic=topic,
        background=Background.objects.create(consultation=dialogue, title="Why?", body="So that we know."),
        idea=idea,
        draft=make.IdeaFactory(topic=topic, author=author, shared_at=None),
        hidden=make.IdeaFactory(topic=topic, author=author, **hidden),
        secret=make.IdeaFactory(topic__consultation=secret, author=author),
        comment=make.CommentFactory(idea=idea, author=author),
        question=make.QuestionFactory(consultation=dialogue, author=author),
        concept=term.concept,
        term=term,
        report=Report.objects.create(idea=idea, reporter=author, reason="spam"),
        language=idea.language,
        notice=a_notice(author, kind="answer"),
        keptmail=KeptMail.objects.create(recipients="author@academy.example", title="An answer", text="It is here."),
    )
    add_what_came_of_it(rows, make.CommentFactory(idea=idea, author=author, **hidden))
    words = {f"#{name}": row.pk for name, row in vars(rows).items()}
    return words | rows_of_apps(author) | {"#token": unsubscribe_token(person_id=author.pk, kind="answer")}


def rows_of_apps(author):
    return academy.rows(author) | mentoring.rows(author) | learning_days.rows(author)


def add_what_came_of_it(rows, hidden):
    """Evidence, findings and outcomes, a merge, a translation, and an appeal for the hidden comment."""
    rows.appeal = Appeal.objects.create(
        comment=hidden, author=hidden.author, hidden_at=hidden.hidden_at, reason="It names nobody."
    )
    rows.focusgroup = make.FocusGroupFactory(consultation=rows.consultation)
    rows.merge = make.MergeFactory(source=rows.idea, target__topic=rows.topic)
    rows.translation = make.TranslationFactory(idea=rows.idea, language__code="es")
    rows.finding = make.FindingFactory(consultation=rows.consultation)
    rows.resource = make.ResourceFactory(consultation=rows.consultation)
    rows.outcome = Outcome.objects.create(idea=rows.idea, kind="became", because="It did.")
    rows.unpublished = make.FindingFactory(consultation=rows.consultation, published_at=None)
