"""Rows of the academy for tests."""

from datetime import timedelta

import factory
from django.utils import timezone
from django.utils.text import slugify

from academy import models
from academy.actions import rubrics
from people.models import ActivityArea, Affiliate, Region, Skill, SkillGroup
from tests.factories import LanguageFactory, PersonFactory


def moment(**delta):
    return factory.LazyFunction(lambda: timezone.now() + timedelta(**delta))


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActivityArea
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"area-{n}")
    name = factory.LazyAttribute(lambda row: row.slug.title())


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"region-{n}")
    name = factory.LazyAttribute(lambda row: row.slug.replace("-", " ").title())


class AffiliateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Affiliate

    slug = factory.Sequence(lambda n: f"affiliate-{n}")
    name = factory.LazyAttribute(lambda row: row.slug.title())


class SkillGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SkillGroup
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"group-{n}")
    title = factory.LazyAttribute(lambda row: row.slug.title())


class SkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Skill
        django_get_or_create = ("slug",)

    group = factory.SubFactory(SkillGroupFactory)
    slug = factory.Sequence(lambda n: f"skill-{n}")
    title = factory.LazyAttribute(lambda row: row.slug.title())


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.School

    area = factory.SubFactory(AreaFactory)
    slug = factory.Sequence(lambda n: f"school-{n}")
    title = factory.Sequence(lambda n: f"School {n}")
    summary = "What one learns here."
    language = factory.SubFactory(LanguageFactory)


class OfferingFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    school = factory.SubFactory(SchoolFactory)
    slug = factory.LazyAttribute(lambda row: slugify(row.title))
    summary = "Afterwards one can do it."
    language = factory.SubFactory(LanguageFactory)
    published_at = moment(days=-8)


class TrackFactory(OfferingFactory):
    class Meta:
        model = models.Track

    title = factory.Sequence(lambda n: f"Track {n}")


class CourseFactory(OfferingFactory):
    class Meta:
        model = models.Course

    title = factory.Sequence(lambda n: f"Course {n}")


class TrackCourseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.TrackCourse

    track = factory.SubFactory(TrackFactory)
    course = factory.SubFactory(CourseFactory, school=factory.SelfAttribute("..track.school"))


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Session

    course = factory.SubFactory(CourseFactory)
    title = factory.Sequence(lambda n: f"Session {n}")
    starts_at = moment(days=7)
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=2))
    language = factory.SubFactory(LanguageFactory)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """On a seat; `seated_at=None` waits."""

    class Meta:
        model = models.Enrolment

    person = factory.SubFactory(PersonFactory)
    course = factory.SubFactory(CourseFactory)
    seated_at = factory.LazyFunction(timezone.now)


class OpportunityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Opportunity

    kind = "event"
    title = factory.Sequence(lambda n: f"Opportunity {n}")
    body = "Come and help."
    language = factory.SubFactory(LanguageFactory)
    offered_by = "A user group"
    url = factory.Sequence(lambda n: f"https://board.example/{n}")
    published_at = moment(days=-1)


class CohortFactory(factory.django.DjangoModelFactory):
    """A draft with a window that is open now; `published_cohort()` has a rubric and is published."""

    class Meta:
        model = models.Cohort

    track = factory.SubFactory(TrackFactory)
    slug = factory.Sequence(lambda n: f"cohort-{n}")
    title = factory.Sequence(lambda n: f"Cohort {n}")
    summary = "For people who guide others."
    language = factory.SubFactory(LanguageFactory)
    capacity = 20
    opens_at = moment(days=-7)
    closes_at = moment(days=7)


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Criterion

    cohort = factory.SubFactory(CohortFactory)
    slug = factory.Sequence(lambda n: f"criterion-{n}")
    title = factory.LazyAttribute(lambda row: row.slug.title())
    question = "What did you do?"
    weight = 1000
    level_0 = "Nothing told."
    level_1 = "A wish."
    level_2 = "A first step."
    level_3 = "Done with others."
    level_4 = "Taught to others."


WEIGHTS = {"experience": 600, "sharing": 400}


def published_cohort(*, weights=WEIGHTS, minimums=(), closed=False, **fields):
    """A published cohort with a frozen rubric; open now, or `closed` a minute ago.

    `weights`: thousandths by slug; `minimums`: dicts with `seats` and `region` or `experience`.
    """
    cohort = CohortFactory(**fields)
    for position, (slug, weight) in enumerate(weights.items()):
        CriterionFactory(cohort=cohort, slug=slug, weight=weight, position=position)
    for minimum in minimums:
        models.Minimum.objects.create(cohort=cohort, **minimum)
    rubrics.publish(cohort=cohort, actor=None, now=timezone.now())
    if closed:
        models.Cohort.objects.filter(pk=cohort.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    cohort.refresh_from_db()
    return cohort


class ApplicationFactory(factory.django.DjangoModelFactory):
    """Submitted, with an answer to each criterion of the cohort; `submitted_at=None` is a draft."""

    class Meta:
        model = models.Application
        skip_postgeneration_save = True

    cohort = factory.LazyFunction(published_cohort)
    person = factory.SubFactory(PersonFactory)
    region = factory.SubFactory(RegionFactory, slug="sub-saharan-africa")
    experience = "some"
    language = factory.SubFactory(LanguageFactory)
    submitted_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def answers(self, create, bodies, **kwargs):
        for criterion in self.cohort.criteria.all() if create else ():
            body = (bodies or {}).get(criterion.slug, "I taught ten people.")
            models.Answer.objects.create(application=self, criterion=criterion, body=body)


class ReviewerFactory(factory.django.DjangoModelFactory):
    """Somebody who may be asked to review the applications of a cohort."""

    class Meta:
        model = models.Reviewer
        django_get_or_create = ("cohort", "person")

    cohort = factory.LazyFunction(published_cohort)
    person = factory.SubFactory(PersonFactory)


class ReviewFactory(factory.django.DjangoModelFactory):
    """Submitted with `levels`: {criterion slug: level}; with `levels=None` assigned and not begun."""

    class Meta:
        model = models.Review
        skip_postgeneration_save = True

    application = factory.SubFactory(ApplicationFactory)
    reviewer = factory.SubFactory(PersonFactory)
    submitted_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def is_reviewer(self, create, wanted, **kwargs):
        """The reviewer has the role in the cohort, unless `is_reviewer=False`."""
        if create and wanted is not False:
            ReviewerFactory(cohort=self.application.cohort, person=self.reviewer)

    @factory.post_generation
    def levels(self, create, levels, **kwargs):
        for slug, level in (levels or {}).items() if create else ():
            criterion = self.application.cohort.criteria.get(slug=slug)
            models.Score.objects.create(review=self, criterion=criterion, level=level)
