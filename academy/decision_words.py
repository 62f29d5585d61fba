"""The sentences of a decision, made from its codes."""

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def level_text(thousandths):
    """A score as people read it: two decimals of a level, as the language writes numbers; "" for none."""
    return "" if thousandths is None else number_format(int(thousandths) // 10 / 100, decimal_pos=2)


def group_said(minimum, rubric=None):
    """The group of a minimum in words, a region by the name that was published."""
    if not minimum.region_id:
        return _("people active for %(experience)s") % {"experience": minimum.get_experience_display()}
    frozen = {row["id"]: row["name"] for row in rubric["minimums"]} if rubric else {}
    return _("people from %(region)s") % {"region": _(frozen.get(minimum.pk, minimum.region.name))}


def outcome_said(decision, offer, now):
    """(status for the message, the outcome in plain words)."""
    if offer and offer.answer == "accepted":
        return "success", _("You have a seat.")
    if decision.outcome == "selected":
        if offer and offer.answer == "declined":
            return "notice", _("You were selected, and you declined the seat.")
        if offer and (offer.answer or offer.expires_at <= now):
            return "warning", _("You were selected. The offer has ended.")
        return "success", _("You are selected.")
    if decision.outcome == "waiting":
        return "notice", _("You are on the waiting list.")
    return "notice", _("You are not selected this time.")


def why(decision, cohort, last_seat, rubric):
    """The sentences that say what decided."""
    seats = cohort.capacity
    told = {"seats": seats, "score": level_text(decision.score), "last": level_text(last_seat)}
    if decision.minimum_id:
        told |= {"group": group_said(decision.minimum, rubric), "least": decision.minimum.seats}
    text = _reason(decision, last_seat, seats)
    return text % (told | {"reason": decision.reason})


def _reason(decision, last_seat, seats):
    if decision.because == "corrected":
        return _("The organizers corrected the decision: %(reason)s")
    if decision.because == "offer":
        if decision.minimum_id:
            return _("A seat became free that was kept for %(group)s, and you were the next on that list.")
        return _("A seat became free, and you were the next on the waiting list.")
    if decision.because == "minimum":
        return _(
            "Your score alone would not have been enough. But before anybody applied, at least %(least)s seats were "
            "promised to %(group)s, and you had the highest score of this group among those without a seat."
        )
    if decision.because == "passed":
        return _(
            "Your score alone would have been enough. But before anybody applied, at least %(least)s seats were "
            "promised to %(group)s, and the last seats had to go to them."
        )
    if decision.because == "rank":
        return ngettext(
            "There was %(seats)s seat, and your score of %(score)s was the highest.",
            "There were %(seats)s seats, and your score of %(score)s was among the highest.",
            seats,
        )
    return _below(decision, last_seat, seats)


def _below(decision, last_seat, seats):
    if last_seat is None:
        return _("All seats went to groups with a minimum. Your score is %(score)s.")
    if level_text(decision.score) == level_text(last_seat):
        return _(
            "The last seat by score went to an application with the same score as yours, %(score)s. Between equal "
            "scores the seed decided that was drawn and published before anybody applied."
        )
    return ngettext(
        "There was %(seats)s seat. It went to a score of %(last)s; yours is %(score)s.",
        "There were %(seats)s seats. The last one that went by score alone needed %(last)s; yours is %(score)s.",
        seats,
    )


def band_said(band):
    """In which part of the ranking, never the exact rank."""
    return {
        (1, 4): _("In the first quarter of all applications"),
        (2, 4): _("In the second quarter of all applications"),
        (3, 4): _("In the third quarter of all applications"),
        (4, 4): _("In the last quarter of all applications"),
        (1, 2): _("In the first half of all applications"),
        (2, 2): _("In the second half of all applications"),
    }.get(band, "")


def lists_said(minimum, place, people, moved):
    """The place on a waiting list, and what moved on it so far."""
    told = {"place": place, "people": people, "moved": moved, "group": group_said(minimum) if minimum else ""}
    if minimum is None:
        where = _("Number %(place)s of %(people)s on the waiting list.")
        gone = ngettext(
            "%(moved)s seat became free and went on so far.", "%(moved)s seats became free and went on so far.", moved
        )
        none = _("No seat became free so far.")
    else:
        where = _("Number %(place)s of %(people)s on the list for %(group)s: its seats go there first.")
        gone = ngettext("%(moved)s of them went on so far.", "%(moved)s of them went on so far.", moved)
        none = _("None of them went on so far.")
    return " ".join([where % told, gone % told if moved else none])


def next_step(decision, offer, now):
    """{text, url, action}: what to do now; an open offer has buttons of its own."""
    if offer and offer.answer == "accepted":
        track = decision.application.cohort.track
        return {
            "text": _("You are enrolled in the required courses of the track."),
            "url": track.get_absolute_url(),
            "action": _("See your track"),
        }
    if decision.outcome == "selected":
        return {"text": _selected_next(offer, now)}
    if decision.outcome == "waiting":
        return {"text": _("There is nothing you need to do. When a seat becomes free for you, we write to you.")}
    return {
        "text": _("You can apply to another cohort. What your reviewers wrote shows what would make it stronger."),
        "url": reverse("academy:cohorts"),
        "action": _("See the cohorts"),
    }


def _selected_next(offer, now):
    if offer is None:
        return _("The offer of your seat comes next. We write to you, and say until when to accept it.")
    if offer.answer == "withdrawn":
        return " ".join(filter(None, [_("The organizers withdrew the offer."), offer.reason]))
    if offer.answer == "declined":
        return _("The seat went to the next person. You can apply to another cohort.")
    if offer.expires_at <= now:
        ended = date_format(localtime(offer.expires_at), "DATETIME_FORMAT")
        return _("No answer came until %(moment)s. The seat goes to the next person.") % {"moment": ended}
    return ""
