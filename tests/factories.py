"""Rows for tests."""

from datetime import timedelta

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone

from consultations import models as consultations
from people import models as people


class LanguageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = people.Language
        django_get_or_create = ("code",)

    code = "en"
    autonym = factory.LazyAttribute(
        lambda row: {"en": "English", "es": "español", "ar": "العربية"}.get(row.code, row.code)
    )
    direction = factory.LazyAttribute(lambda row: "rtl" if row.code in ("ar", "he", "fa") else "ltr")


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = people.Person
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    display_name = factory.LazyAttribute(lambda row: row.username.title())

    @factory.post_generation
    def confirmed(self, create, confirmed, **kwargs):
        """An address is confirmed, unless `confirmed=False`."""
        if create and self.email:
            confirm(self, verified=confirmed is not False)


def confirm(person, *, verified=True):
    """The person's address, as allauth keeps it."""
    rows = EmailAddress.objects
    rows.update_or_create(user=person, email=person.email.lower(), defaults={"verified": verified, "primary": True})


def declare(person, language, level="N"):
    """The person declares a language; answers the person."""
    people.LanguageLevel.objects.create(person=person, language=language, level=level)
    return person


class ConsultationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = consultations.Consultation

    slug = factory.Sequence(lambda n: f"dialogue-{n}")
    title = "How do we grow leaders?"
    summary = "Tell us what you think."
    language = factory.SubFactory(LanguageFactory)
    published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=8))
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=7))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = consultations.Topic

    consultation = factory.SubFactory(ConsultationFactory)
    slug = factory.Sequence(lambda n: f"topic-{n}")
    title = "A peer academy"
    question = "How should it choose its participants?"


class IdeaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = consultations.Idea

    topic = factory.SubFactory(TopicFactory)
    consultation = factory.SelfAttribute("topic.consultation")
    author = factory.SubFactory(PersonFactory)
    language = factory.SubFactory(LanguageFactory)
    title = factory.Sequence(lambda n: f"Idea {n}: share what you learned")
    body = "Each participant shows what the community at home learned."
    shared_at = factory.LazyFunction(timezone.now)


class CommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = consultations.Comment

    idea = factory.SubFactory(IdeaFactory)
    author = factory.SubFactory(PersonFactory)
    language = factory.SubFactory(LanguageFactory)
    body = "I agree."


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = consultations.Question

    consultation = factory.SubFactory(ConsultationFactory)
    author = factory.SubFactory(PersonFactory)
    language = factory.SubFactory(LanguageFactory)
    body = "Who decides?"


class ConceptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = consultations.Concept

    consultation = factory.SubFactory(ConsultationFactory)
    slug = factory.Sequence(lambda n: f"concept-{n}")
    title = "leader"
    description = "A person who guides a community."


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = consultations.Term

    concept = factory.SubFactory(ConceptFactory)
    language = factory.SubFactory(LanguageFactory)
    text = factory.Sequence(lambda n: f"guide {n}")
    gloss = "A person who shows the way."


class BallotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = consultations.Ballot

    person = factory.SubFactory(PersonFactory)
    term = factory.SubFactory(TermFactory)
    grade = "for"


class FocusGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = consultations.FocusGroup

    consultation = factory.SubFactory(ConsultationFactory)
    setting = factory.Sequence(lambda n: f"Affiliates at a conference, table {n}")


class FindingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = consultations.Finding

    consultation = factory.SubFactory(ConsultationFactory)
    language = factory.SubFactory(LanguageFactory)
    title = factory.Sequence(lambda n: f"Finding {n}: mentoring is everywhere")
    body = "It happens in **small** steps."
    published_at = factory.LazyFunction(timezone.now)


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = consultations.Evidence

    finding = factory.SubFactory(FindingFactory)


class ResourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = consultations.Resource

    consultation = factory.SubFactory(ConsultationFactory)
    kind = "blog"
    title = "A blog post"
    url = factory.Sequence(lambda n: f"https://blog.example/{n}")
    language = factory.SubFactory(LanguageFactory)


class TranslationFactory(factory.django.DjangoModelFactory):
    """Of an idea into Spanish, or of what is given in its place: `TranslationFactory(idea=None, comment=…)`."""

    class Meta:
        model = consultations.Translation

    idea = factory.SubFactory(IdeaFactory)
    author = factory.SubFactory(PersonFactory)
    language = factory.SubFactory(LanguageFactory, code="es")
    title = factory.LazyAttribute(lambda row: "Comparte lo que aprendiste" if row.idea else "")
    body = "Cada participante muestra lo que aprendió su comunidad."
    revision = 1


class MergeFactory(factory.django.DjangoModelFactory):
    """Proposed; with `is_agreed=True` both authors agreed."""

    class Meta:
        model = consultations.Merge

    class Params:
        is_agreed = factory.Trait(source_agrees=True, target_agrees=True, decided_at=factory.LazyFunction(timezone.now))

    source = factory.SubFactory(IdeaFactory)
    target = factory.SubFactory(IdeaFactory, topic=factory.SelfAttribute("..source.topic"))
    reason = "Both ask for letters."
