"""Issuing certificates and revoking them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from people.models import Person

from .. import badges, signing
from ..models import Certificate, Course, Enrolment, SigningKey, Track, TrackCourse
from ..rules.paths import Step, is_complete
from .telling import tell_of_certificate

NEW_KEYS = 0x4B45_5953  # the number of the lock, any constant


@transaction.atomic
def signing_key():
    """The newest key that SECRET_KEY opens; where none does, a new one. One process at a time makes one."""
    if key := _usable():
        return key
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NEW_KEYS])
    if key := _usable():
        return key
    key = signing.new_key()
    key.save()
    return key


def _usable():
    keys = SigningKey.objects.exclude(private_sealed="").order_by("-pk")
    return next((key for key in keys if signing.private_half(key)), None)


@transaction.atomic
def issue(*, person, course=None, track=None, now):
    """Give a certificate for a completed course or track and tell the person; the one that is valid stays.

    Within a transaction that holds the course's row, or the person's.
    """
    standing = Certificate.objects.valid().filter(person=person, course=course, track=track).first()
    if standing:
        return standing
    name = person.display_name[:100]
    certificate = Certificate(person=person, course=course, track=track, name=name, issued_at=now)
    certificate.credential = signing.sign(
        badges.credential(certificate, minutes=_mentored(person, track)), signing_key()
    )
    certificate.save(force_insert=True)
    tell_of_certificate(certificate)
    return certificate


def _mentored(person, track):
    """Minutes with a mentor that count for the track, by those who know."""
    if track is None:
        return 0
    return sum(import_string(path)(person, track) for path in settings.MENTORING_HOURS)


@transaction.atomic
def revoke(*, certificate, reason, actor, now):
    """Revoke a certificate with a reason that whoever checks it reads; the course is to be completed once more.

    Certificates of tracks that are no longer complete are revoked with it. Answers all that were revoked.
    """
    if certificate.course_id:
        Course.objects.select_for_update(no_key=True).get(pk=certificate.course_id)
    Person.objects.select_for_update(no_key=True).get(pk=certificate.person_id)  # a track may be completed just now
    certificate = Certificate.objects.select_for_update(of=["self"], no_key=True).get(pk=certificate.pk)
    if certificate.revoked_at:
        raise ValidationError(_("This certificate is revoked already."), code="revoked")
    revoked = [_revoke(certificate, reason, actor, now)]
    if certificate.course_id:
        enrolments = Enrolment.objects.standing().filter(person=certificate.person_id, course=certificate.course_id)
        enrolments.update(completed_at=None)
        revoked += [_revoke(other, reason, actor, now) for other in _no_longer_earned(certificate, now)]
    return revoked


def _revoke(certificate, reason, actor, now):
    certificate.revoked_at, certificate.revoked_because, certificate.revoked_by = now, reason, actor
    certificate.save(update_fields=["revoked_at", "revoked_because", "revoked_by"])
    tell_of_certificate(certificate, "certificate_revoked")
    return certificate


def tracks_with(course, person, now):
    """Pairs (track, whether the person has completed it) of the tracks that the course is on."""
    enrolments = Enrolment.objects.filter(person=person, completed_at__isnull=False)
    done = set(enrolments.values_list("course", flat=True))
    for track in Track.objects.filter(steps__course=course).order_by("pk"):
        rows = track.steps.published_at(now).values_list("course", "kind")
        steps = [Step(key, required=kind == TrackCourse.Kind.REQUIRED) for key, kind in rows]
        yield track, is_complete(steps, done, track.electives_needed)


def _no_longer_earned(certificate, now):
    """The person's valid certificates of tracks that lack the course now."""
    tracks = tracks_with(certificate.course_id, certificate.person_id, now)
    lacking = [track for track, is_completed in tracks if not is_completed]
    return Certificate.objects.valid().filter(person=certificate.person_id, track__in=lacking).order_by("pk")
