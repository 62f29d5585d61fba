"""The rounds of the sample. What is published was solved, proved and published as every round is."""

from ...models import Choice, Mentor, MentoringRequest, Reserve, Round
from ..publishing import publish
from ..rounds import choose
from ..solving import solve
from .source import FIRST_ROUND, read

SIMPLE = ("slug", "title", "summary", "least_minutes", "thin_below", "answer_days", "silent_days", "seed")


def published_day():
    """The day after the first load on which the first round went out."""
    return next(row["published"] for row in read("rounds")["rounds"] if row["slug"] == FIRST_ROUND)


def load_round(names, row):
    """One round, announced; solved and published if the file says so. None where its cohort is no more."""
    place, organizer = names.place(row), names.people.get("organizer")
    if place is None:
        return None
    matching = Round(
        language=names.languages[row["lang"]],
        starts_on=names.on(row["starts"]),
        ends_on=names.on(row["ends"]),
        announced_at=names.at(row["announced"]),
        is_demonstration=True,
        **place,
        **{name: row[name] for name in SIMPLE},
    )
    matching._history_date, matching._history_user = names.at(row["announced"]), organizer
    matching.full_clean()
    matching.save()
    if organizer:
        matching.organizers.add(organizer)
    _choices(names, matching, row, organizer)
    _reserves(matching, row)
    if "published" in row:
        solve(round=matching, actor=organizer, now=names.at(row["published"], minutes=-30))
        matching = publish(round=matching, actor=organizer, now=names.at(row["published"]))
    return matching


def _choices(names, matching, row, organizer):
    for one in row.get("choices", ()):
        asked = {"person__username": one["person"], "cohort": matching.cohort, "area": matching.area}
        request = MentoringRequest.objects.open().filter(**asked).first()
        mentor = Mentor.objects.active().filter(person__username=one["mentor"]).first()
        if request and mentor:
            choose(
                matching=matching,
                request=request,
                mentor=mentor,
                kind=Choice.Kind(one["kind"]),
                points=one.get("points", 0),
                reason=one["reason"],
                actor=organizer,
                now=names.at(-1),
            )


def _reserves(matching, row):
    mentors = {mentor.person.username: mentor for mentor in Mentor.objects.active().select_related("person")}
    Reserve.objects.bulk_create(
        Reserve(
            round=matching,
            mentor=mentors[one["mentor"]],
            places=one.get("places", 0),
            is_backup=one.get("backup", False),
        )
        for one in row.get("reserves", ())
        if one["mentor"] in mentors
    )
