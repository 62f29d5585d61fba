"""The consultation itself: its dates, topics and background."""

from datetime import UTC, datetime, time, timedelta

from simple_history.utils import bulk_create_with_history

from ...models import Background, Consultation, Extension, Topic
from ..consultation import extend
from .source import languages_by_code, read


def load_consultation(*, now):
    """The consultation of 2016, open again for whoever tries this copy."""
    sample = read("consultation")
    consultation = Consultation.objects.filter(slug=sample["slug"]).first() or _create(sample)
    for model, rows, unique in ((Topic, sample["topics"], "slug"), (Background, sample["backgrounds"], "title")):
        known = set(model.objects.filter(consultation=consultation).values_list(unique, flat=True))
        missing = [model(consultation=consultation, **row) for row in rows if row[unique] not in known]
        if missing:
            bulk_create_with_history(missing, model)
    _keep_open(consultation, sample, now)
    return Consultation.objects.get(pk=consultation.pk)


def _create(sample):
    real = [row for row in sample["extensions"] if not row["demonstration"]]
    consultation = Consultation.objects.create(
        slug=sample["slug"],
        title=sample["title"],
        summary=sample["summary"],
        language=languages_by_code()[sample["language"]],
        published_at=datetime.combine(sample["announced_on"], time(), UTC),
        opens_at=sample["opens_at"],
        closes_at=max([sample["closes_at"], *(row["new_closes_at"] for row in real)]),
        source_url=sample["source"]["url"],
        has_demonstration_data=True,
    )
    Extension.objects.bulk_create(
        Extension(consultation=consultation, **{name: row[name] for name in row if name != "demonstration"})
        for row in real
    )
    return consultation


def _keep_open(consultation, sample, now):
    """Open it again where it has closed; a later load leaves the days that are left as they are."""
    if consultation.closes_at > now:
        return
    again = next(row for row in sample["extensions"] if row["demonstration"])
    midnight = datetime.combine(now.astimezone(UTC) + timedelta(days=again["demonstration_days"]), time(), UTC)
    extend(
        consultation=consultation,
        new_closes_at=midnight + timedelta(days=1),
        reason=again["reason"],
        actor=None,
        now=now,
    )
