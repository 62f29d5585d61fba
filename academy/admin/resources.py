"""The columns of the files that organizers take out and bring in."""

from datetime import UTC

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, resources, widgets

from people.models import ActivityArea, Language, Region, Skill
from people.validators import validate_year

from ..actions import catalogue
from ..actions.enrolments import give_seats
from ..actions.sessions import change_session
from ..models import Course, Enrolment, Offer, Opportunity, Prerequisite, School, Session
from ..rules.courses import check_can_change_session, check_can_seat
from ..rules.paths import check_no_circle


class Named(widgets.ForeignKeyWidget):
    """A row by its slug or code; a name that is not known is a mistake of its column."""

    def clean(self, value, row=None, **kwargs):
        found = self.model.objects.filter(**{self.field: value}).first() if value else None
        if value and found is None:
            raise ValueError(_("“%(name)s” is not known here.") % {"name": value})
        return found


class AllNamed(widgets.ManyToManyWidget):
    """Several rows by their slugs, with spaces between."""

    def __init__(self, model, **kwargs):
        super().__init__(model, separator=" ", field="slug", **kwargs)

    def clean(self, value, row=None, **kwargs):
        slugs = set((value or "").replace(",", " ").split())
        found = list(self.model.objects.filter(slug__in=slugs))
        if unknown := slugs - {row.slug for row in found}:
            raise ValidationError(_("Not known here: %(names)s.") % {"names": ", ".join(sorted(unknown))})
        return found

    def render(self, value, obj=None, **kwargs):
        return " ".join(sorted(row.slug for row in value.all())) if value is not None else ""


class Moment(widgets.Widget):
    """A moment: in UTC when it goes out, in the organizer's time zone when it names none."""

    def clean(self, value, row=None, **kwargs):
        if not value:
            return None
        try:
            moment = parse_datetime(value)
        except ValueError:
            moment = None
        if moment is None or ":" not in value:  # a day alone would be read as its midnight
            raise ValueError(_("Write day and hour, as in 2026-12-05 18:00."))
        validate_year(moment)
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)

    def render(self, value, obj=None, **kwargs):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z" if value else ""


class Whole(widgets.IntegerWidget):
    """A whole number, or nothing."""

    def clean(self, value, row=None, **kwargs):
        if not value:
            return None
        if not value.isdecimal() or len(value) > 6:
            raise ValueError(_("Write a whole number."))
        return int(value)


class YesNo(widgets.BooleanWidget):
    """`true` or `false`."""

    def clean(self, value, row=None, **kwargs):
        known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
        if (value or "").lower() not in known:
            raise ValueError(_("Write true or false."))
        return known[(value or "").lower()]

    def render(self, value, obj=None, **kwargs):
        return "true" if value else "false"


class Traced(resources.ModelResource):
    """Rows that are checked as a form checks them, and whose change has a name in the history."""

    needed, note = [], ""

    def save_instance(self, instance, is_create, row, **kwargs):
        instance._history_user = kwargs["user"]
        self.write(instance, is_create, row, kwargs["user"])

    def write(self, instance, is_create, row, user):
        instance.save()


class CourseResource(Traced):
    """Courses by their slugs; new ones are drafts."""

    needed = ["slug", "title", "summary", "school", "language"]
    note = gettext_lazy(
        "A slug that stands here already changes that course; another one makes a draft. Skills, regions and the "
        "courses that are needed first are slugs with spaces between."
    )
    school = fields.Field("school", "school", Named(School, "slug"))
    language = fields.Field("language", "language", Named(Language, "code"))
    skills = fields.Field("skills", "skills", AllNamed(Skill))
    regions = fields.Field("regions", "regions", AllNamed(Region))
    capacity = fields.Field("capacity", "seats", Whole())
    sessions_needed = fields.Field("sessions_needed", "sessions_needed", Whole())
    prepares_mentors = fields.Field("prepares_mentors", "prepares_mentors", YesNo())
    enrolment_closes_at = fields.Field("enrolment_closes_at", "enrolment_closes_at", Moment())
    needs = fields.Field(column_name="needs", readonly=True)
    published_at = fields.Field("published_at", "published_at", Moment(), readonly=True)

    class Meta:
        model = Course
        import_id_fields = ["slug"]
        fields = [
            *["slug", "title", "summary", "body", "school", "language", "skills", "regions", "capacity"],
            *["sessions_needed", "prepares_mentors", "enrolment_closes_at", "needs", "published_at"],
        ]
        export_order = fields
        clean_model_instances = True
        skip_unchanged = False

    def get_queryset(self):
        return Course.objects.select_related("school", "language").prefetch_related("skills", "regions")

    def dehydrate_needs(self, course):
        return " ".join(sorted(course.prerequisites.values_list("needs__slug", flat=True)))

    def write(self, instance, is_create, row, user):
        if not is_create and "seats" in row:
            seated = catalogue.hold_course(instance.pk)
            try:
                check_can_seat(instance.capacity, seated=seated)
            except ValidationError as refusal:
                raise ValidationError({"capacity": refusal}) from None
        instance.save()
        if not is_create and "seats" in row:
            give_seats(course=instance)

    def after_import(self, dataset, result, **kwargs):
        """What needs what, once all courses of the file are there; circles are named with their row."""
        super().after_import(dataset, result, **kwargs)
        catalogue.forget_courses()
        if "needs" in dataset.headers and not (result.has_errors() or result.has_validation_errors()):
            set_prerequisites(dataset)


def set_prerequisites(dataset):
    """Let each course of the file need the courses that it names, or raise what is wrong with which row."""
    edges, wrong = set(catalogue.hold_prerequisites()), []
    keys = dict(Course.objects.values_list("slug", "pk"))
    titles = dict(Course.objects.values_list("pk", "title"))
    for number, slug, named in zip(dataset.rows, dataset["slug"], dataset["needs"], strict=True):
        course, slugs = keys[slug], (named or "").replace(",", " ").split()
        edges -= {edge for edge in edges if edge[0] == course}
        try:
            for needed in slugs:
                edges.add(_edge(course, needed, keys, edges, titles))
        except ValidationError as refusal:
            place = {"row": number, "message": " ".join(refusal.messages)}
            wrong.append(_("Row %(row)s, column “needs”: %(message)s") % place)
    if wrong:
        raise ValidationError(wrong)
    of_file = {keys[slug] for slug in dataset["slug"]}
    kept = {(row.course_id, row.needs_id): row for row in Prerequisite.objects.filter(course__in=of_file)}
    Prerequisite.objects.filter(pk__in=[row.pk for edge, row in kept.items() if edge not in edges]).delete()
    for course, needed in sorted(edge for edge in edges if edge[0] in of_file and edge not in kept):
        Prerequisite.objects.create(course_id=course, needs_id=needed)


def _edge(course, slug, keys, edges, titles):
    if slug not in keys:
        raise ValidationError(_("There is no course “%(slug)s”.") % {"slug": slug})
    check_no_circle(list(edges), (course, keys[slug]), titles)
    return course, keys[slug]


class SessionResource(Traced):
    """Sessions by course and title; those who have a seat are told of a new time or place."""

    needed = ["course", "title", "starts_at", "ends_at", "language"]
    note = gettext_lazy(
        "A title that its course has already changes that session, and those who have a seat are told of a new time "
        "or place. Moments without a zone are read in your time zone."
    )
    course = fields.Field("course", "course", Named(Course, "slug"))
    starts_at = fields.Field("starts_at", "starts_at", Moment())
    ends_at = fields.Field("ends_at", "ends_at", Moment())
    language = fields.Field("language", "language", Named(Language, "code"))
    cancelled_at = fields.Field("cancelled_at", "cancelled_at", Moment(), readonly=True)

    class Meta:
        model = Session
        import_id_fields = ["course", "title"]
        fields = ["course", "title", "starts_at", "ends_at", "time_zone", "place", "link", "language", "cancelled_at"]
        export_order = fields
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True

    def get_queryset(self):
        return Session.objects.select_related("course", "language")

    def write(self, instance, is_create, row, user):
        if is_create:
            instance.save()
        else:
            check_can_change_session(instance)
            change_session(session=instance, fields=["starts_at", "ends_at", *_written(row)], actor=user)


def _written(row):
    return [name for name in ("time_zone", "place", "link", "language") if name in row]


class EnrolmentResource(resources.ModelResource):
    """Who is in which course."""

    username = fields.Field("person__username", "username")
    name = fields.Field("person__display_name", "name")
    course = fields.Field("course__slug", "course")
    cohort = fields.Field("cohort__slug", "cohort")
    created_at = fields.Field("created_at", "enrolled_at", Moment())
    seated_at = fields.Field("seated_at", "seated_at", Moment())
    left_at = fields.Field("left_at", "left_at", Moment())
    completed_at = fields.Field("completed_at", "completed_at", Moment())

    class Meta:
        model = Enrolment
        fields = ["username", "name", "course", "cohort", "created_at", "seated_at", "left_at", "completed_at"]
        export_order = fields


class OfferResource(resources.ModelResource):
    """Offers, by the code of the application."""

    application = fields.Field("application__code", "application")
    cohort = fields.Field("cohort__slug", "cohort")
    minimum = fields.Field("minimum", "seat_of")
    made_at = fields.Field("made_at", "made_at", Moment())
    expires_at = fields.Field("expires_at", "expires_at", Moment())
    answered_at = fields.Field("answered_at", "answered_at", Moment())

    class Meta:
        model = Offer
        fields = ["application", "cohort", "minimum", "made_at", "expires_at", "answer", "answered_at", "reason"]
        export_order = fields


class OpportunityResource(resources.ModelResource):
    """The board with what waits and what was declined."""

    language = fields.Field("language__code", "language")
    closes_at = fields.Field("closes_at", "closes_at", Moment())
    areas = fields.Field("areas", "areas", AllNamed(ActivityArea))
    regions = fields.Field("regions", "regions", AllNamed(Region))
    skills = fields.Field("skills", "skills", AllNamed(Skill))
    published_at = fields.Field("published_at", "published_at", Moment())
    declined_at = fields.Field("declined_at", "declined_at", Moment())

    class Meta:
        model = Opportunity
        fields = [
            *["id", "kind", "title", "body", "language", "offered_by", "url", "place", "areas", "regions", "skills"],
            *["closes_at", "closes_anywhere_on_earth", "starts_on", "ends_on", "published_at", "declined_at"],
        ]
        export_order = fields
