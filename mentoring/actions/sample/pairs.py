"""How it went on after the published round: answers, pairs with goals and meetings, an end, a silent mentor."""

from datetime import timedelta

from ...models import CheckIn, Mentor, Pairing, Proposal
from .. import pairings, proposals
from ..check_ins import answer_check_in, ask_both
from ..co_mentors import agree, invite
from ..meetings import add_goal, agree_on_time, log_meeting, mark_goal
from ..silence import nudge_silent_mentors
from .source import read


def load_pairs(names, matching):
    """Everybody answers as the file says, then the pairs work; days without a line are days without a word."""
    content = read("pairs")
    for row in content["answers"]:
        _answer(names, matching, row)
    for row in content["pairs"]:
        pairing = Pairing.objects.active().with_people().filter(**_of(matching, row)).first()
        if pairing:
            _work(names, pairing, row)
    nudge_silent_mentors(names.at(content["silent"]["day"]))


def _of(matching, row):
    return {"proposal__round": matching, "mentee__username": row["person"]}


def _answer(names, matching, row):
    offered = Proposal.objects.unanswered().filter(round=matching, request__person__username=row["person"])
    proposal = offered.first()
    if proposal is None:
        return
    for minutes, side in enumerate(("mentee", "mentor")):
        if side in row:
            proposals.accept(proposal=proposal, side=side, now=names.at(row[side], minutes=61 * minutes))
    if "declined" in row:
        until, now = names.on(row["pause"]), names.at(row["declined"])
        proposals.decline(proposal=proposal, side="mentor", reason=row["reason"], pause_until=until, now=now)


def _work(names, pairing, row):
    _goals(names, pairing, row["goals"])
    if "co_mentor" in row:
        _co_mentor(names, pairing, row["co_mentor"])
    if "check_in" in row:
        _check_in(names, pairing, row["check_in"])
    mentor = pairing.mentor.person
    for after, minutes, notes in row["met"]:
        said = {"minutes": minutes, "notes": notes, "lang": "en" if notes else ""}
        log_meeting(pairing=pairing, person=mentor, held_on=names.on(after), now=names.at(after, minutes=720), **said)
    if "next" in row:
        at = {"meets_at": _next(names, **row["next"]), "where": row["where"]}
        agree_on_time(pairing=pairing, person=pairing.mentee, now=names.at(-2), **at)
    if "ended" in row:
        _end(names, pairing, row)


def _next(names, weekday, hour):
    """That weekday within the week that comes."""
    days = 1 + (weekday - names.on(1).weekday()) % 7
    return names.at(days) + timedelta(hours=hour - names.at(days).hour)


def _goals(names, pairing, rows):
    for minutes, row in enumerate(rows):
        said = {"pairing": pairing, "person": pairing.mentee, "text": row["text"], "lang": row["lang"]}
        goal = add_goal(now=names.at(-19, minutes=minutes), **said)
        if "reached" in row:
            mark_goal(goal=goal, person=pairing.mentee, is_reached=True, now=names.at(row["reached"]))


def _co_mentor(names, pairing, name):
    """Asked, and taken in with the word of both."""
    mentor = Mentor.objects.active().filter(person__username=name).select_related("person").first()
    if mentor:
        asked = invite(pairing=pairing, mentor=mentor, now=names.at(-18))
        for day, person in ((-17, pairing.mentee), (-16, mentor.person)):
            agree(invitation=asked, person=person, now=names.at(day))


def _check_in(names, pairing, row):
    """Both were asked two weeks after the beginning; who is named answered."""
    day = pairing.starts_on + timedelta(days=14)
    ask_both(pairing.pk, day)
    said = {name: row.get(name, "") for name in ("text", "lang")}
    for side, person in (("mentee", pairing.mentee), ("mentor", pairing.mentor.person)):
        if side in row:
            answer_check_in(
                check_in=CheckIn.objects.get(pairing=pairing, person=person),
                person=person,
                how=row[side],
                wants_help=row.get("wants_help", False),
                now=names.at(-6),
                **said,
            )


def _end(names, pairing, row):
    """It came to its end, and both said how it was."""
    now = names.at(row["ended"]["day"])
    pairings.end(pairing=pairing, person=pairing.mentee, ending=row["ended"]["ending"], now=now)
    for side, person in (("mentee", pairing.mentee), ("mentor", pairing.mentor.person)):
        given = row["feedback"][side]
        said = {name: given[name] for name in ("helped", "text", "lang")} | {"is_shared": given["shared"]}
        pairings.say_how_it_was(pairing=pairing, person=person, said=said, never_again=False, now=now)
