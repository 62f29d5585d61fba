"""The board of things to take part in: invented ones, with deadlines some weeks after the first load."""

from datetime import timedelta

from simple_history.utils import bulk_create_with_history

from consultations.actions.sample.source import form_key, languages_by_code
from people.models import ActivityArea, Region, Skill

from ...models import Opportunity
from .source import end_of_day, moment, people_by_name, read

PROPOSED_AFTER, PUBLISHED_AFTER = -4, -3  # days


def load_opportunities(*, day, now):
    """Those that are missing, each with its areas, regions and skills."""
    rows = {form_key("opportunity", row["key"]): row for row in read("opportunities")["opportunities"]}
    known = set(Opportunity.objects.filter(form_key__in=rows).values_list("form_key", flat=True))
    missing = {key: row for key, row in rows.items() if key not in known}
    languages, people = languages_by_code(), people_by_name()
    made = bulk_create_with_history(
        [_opportunity(key, row, day, languages, people) for key, row in missing.items()], Opportunity, default_date=now
    )
    _links(list(zip(made, missing.values(), strict=True)))


def _opportunity(key, row, day, languages, people):
    earth, names = row.get("anywhere_on_earth", False), ("kind", "title", "body", "offered_by", "url", "place")
    return Opportunity(
        form_key=key,
        language=languages[row["lang"]],
        closes_at=end_of_day(day, row["closes"], anywhere_on_earth=earth) if "closes" in row else None,
        closes_anywhere_on_earth=earth,
        starts_on=day + timedelta(days=row["starts"]) if "starts" in row else None,
        ends_on=day + timedelta(days=row["ends"]) if "ends" in row else None,
        created_at=moment(day, PROPOSED_AFTER),
        published_at=moment(day, PUBLISHED_AFTER),
        proposed_by=people.get(row["proposed_by"]),
        is_demonstration=True,
        **{name: row[name] for name in names if name in row},
    )


def _links(pairs):
    for name, field, model in (
        ("areas", "activityarea_id", ActivityArea),
        ("regions", "region_id", Region),
        ("skills", "skill_id", Skill),
    ):
        known, through = dict(model.objects.values_list("slug", "pk")), getattr(Opportunity, name).through
        through.objects.bulk_create(
            through(opportunity=opportunity, **{field: known[slug]}) for opportunity, row in pairs for slug in row[name]
        )
