"""The one thing that somebody of a pair does now: choose a time, set a goal, meet, log it, say how it goes, end."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """`url`: a page, or the part of this one (`#times`, `#goals`) whose own button is the one to press."""

    code: str
    text: str
    action: str = ""
    name: str = ""
    part: str = ""
    is_about: str = "pairing"

    def at(self, page):
        """The step with its address."""
        about = {"pairing": [page["pairing"].pk], "check_in": [page["check_in"] and page["check_in"].pk], "": []}
        url = self.part or reverse(f"mentoring:{self.name}", args=about[self.is_about])
        return {"code": self.code, "text": self.text, "action": self.action, "url": url, "is_here": bool(self.part)}


STEPS = {
    step.code: step
    for step in [
        Step("feedback", _("Your pairing has ended. Say how it was, if you like."), _("Say how it was"), "end_pairing"),
        Step("change", _("Your mentor gives no sign. You may look for another one."), _("See how"), "change_mentor"),
        Step(
            "check_in", _("Say how it goes: choose one of three answers."), _("Answer"), "check_in", is_about="check_in"
        ),
        Step("log", _("Have you met? Write down how long, so that it counts."), _("Log the meeting"), "log_meeting"),
        Step("goal", _("Set one goal: something that you can see in a few weeks."), _("To the goals"), part="#goals"),
        Step(
            "end", _("The time of your pairing is over. Come to an end when you are ready."), _("Finish"), "end_pairing"
        ),
        Step("choose", _("Choose when you meet: you share these hours."), _("To the times"), part="#times"),
        Step(
            "hours",
            _("Say when you have time: then the hours that you share stand here."),
            _("My usual week"),
            "hours",
            is_about="",
        ),
        Step(
            "agree",
            _("Propose a time to meet, and say where."),
            _("To the times"),
            part="#times",
        ),
        Step("wait", _("You have a time to meet. Log the meeting afterwards, so that it counts."), part="#times"),
    ]
}


def step_of(page, today):
    """{code, text, action, url, is_here} of the one thing to do now, from what pairing_page found, or None."""
    code = _after_end(page) if page["pairing"].ended_at else _urgent(page, today) or _usual(page, today)
    return STEPS[code].at(page) if code else None


def _after_end(page):
    return "" if page["own_feedback"] else "feedback"


def _urgent(page, today):
    """What waits for an answer."""
    if page["may_change"]:
        return "change"
    return "check_in" if page["check_in"] and page["check_in"].due_on <= today else ""


def _usual(page, today):
    """First a time, then a goal, then meeting after meeting, until the time is over."""
    is_beside = page["side"].role == "co_mentor"
    meets, met = page["meets"], [row["meeting"].held_on for row in page["meetings"]]
    if meets and meets["is_over"] and (not met or max(met) < meets["day"]):
        return "log"
    if not page["goals"] and (meets or met):
        return "goal"
    if today >= page["pairing"].ends_on and not is_beside:
        return "end"
    if meets and not meets["is_over"]:
        return "wait"
    if page["slots"]:
        return "choose"
    return "agree" if page["has_week"] or is_beside else "hours"
