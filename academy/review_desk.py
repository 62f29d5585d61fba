"""The reviewer's desk: what waits, what is done and how the samples are scored, for each cohort of a reviewer."""

from collections import defaultdict

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Application, Cohort, Review


def desk_of(person, now):
    """[what the desk shows of a cohort] for each cohort of which the person is a reviewer, the next decisions first."""
    cohorts = list(Cohort.objects.reviewed_by(person, now).with_review_moment(now).select_related("language"))
    reviews, samples = defaultdict(list), defaultdict(list)
    opened = Review.objects.open_to(person, now).with_score_counts().select_related("application")
    for review in opened.order_by("application__is_sample", "pk"):
        reviews[review.application.cohort_id].append(review)
    for sample in Application.objects.samples().filter(cohort__in=cohorts):
        samples[sample.cohort_id].append(sample)
    return [_desk(cohort, reviews[cohort.pk], samples[cohort.pk]) for cohort in cohorts]


def _desk(cohort, reviews, samples):
    real = [review for review in reviews if not review.application.is_sample]
    waiting = [review for review in real if not review.submitted_at]
    done = [review for review in real if review.submitted_at]
    return {
        "cohort": cohort,
        "due": cohort.decisions_on and date_format(cohort.decisions_on),
        "closes": date_format(timezone.localtime(cohort.closes_at), "DATETIME_FORMAT"),
        "number_done": len(done),
        "number": len(real),
        "waiting": [_row(review) for review in waiting],
        "done": [_row(review) for review in done],
        "next": next((_row(review)["url"] for review in waiting), None),
        **_calibration(samples, {review.application_id: review for review in reviews}),
    }


def _calibration(samples, reviews):
    """The samples with the reviewer's own state of each, and how many are left."""
    rows = [
        {"title": sample.sample_title or sample.code, **(_row(reviews[sample.pk]) if sample.pk in reviews else {})}
        for sample in samples
    ]
    left = sum(not row.get("is_done") for row in rows)
    return {"samples": rows, "samples_left": left, "has_begun": any("url" in row for row in rows)}


def _row(review):
    """What a list shows of a review, in ready strings."""
    return {
        "code": review.application.code,
        "url": reverse("academy:review", args=[review.pk]),
        "is_done": bool(review.submitted_at),
        "day": review.submitted_at and date_format(timezone.localtime(review.submitted_at)),
        "state": _state(review),
    }


def _state(review):
    if review.submitted_at:
        return _("submitted")
    if not review.score_count:
        return _("not begun")
    text = ngettext("%(number)s criterion scored so far", "%(number)s criteria scored so far", review.score_count)
    return text % {"number": review.score_count}


def place_of(review, now):
    """Where a review stands among the person's own in this cohort: how many are done, of how many, and the next one."""
    same = {"application__cohort": review.application.cohort_id, "application__is_sample": review.application.is_sample}
    own = Review.objects.open_to(review.reviewer, now).filter(**same).order_by("pk")
    rows = list(own.values_list("pk", "submitted_at"))
    left = [pk for pk, submitted_at in rows if not submitted_at and pk != review.pk]
    later = [pk for pk in left if pk > review.pk]
    return {"done": sum(bool(at) for _pk, at in rows), "number": len(rows), "next": next(iter(later + left), None)}
