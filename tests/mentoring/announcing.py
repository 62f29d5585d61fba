"""Rounds for everybody, in the role matrix and in the walk through all pages."""

from datetime import timedelta

from django.utils import timezone

from mentoring import models

from .factories import MentorFactory, MentoringRequestFactory, RoundFactory

PROVED = {"pairs": 40, "beyond": 0, "solver": "OR-tools min_cost_flow 9", "holds": True}
FIGURES = {
    "requests": 20,
    "mentors": 9,
    "places": 16,
    "pairs": 40,
    "matched": 15,
    "thin": 2,
    "waited": 3,
    "total": 1110,
    "seconds": 0.2,
}


def published_round(figures=FIGURES, **fields):
    """A round whose proposals went out, with its solution."""
    now = timezone.now()
    row = RoundFactory(announced_at=now - timedelta(days=9), **fields)
    models.Solution.objects.create(round=row, version=1, figures=figures, proof=PROVED, sha256="a" * 64)
    row.published_at = now
    row.save(update_fields=["published_at"])
    return row


def declined():
    """The fields of a proposal that was declined just now."""
    now = timezone.now()
    offered = {"offered_at": now - timedelta(days=1), "expires_at": now + timedelta(days=1)}
    return {**offered, "answer": "declined", "answered_at": now, "declined_by": "mentor"}


def doors(answers):
    """The rows of the role matrix."""
    return {
        "mentoring:rounds": ([], answers.EVERYBODY, answers.NO_FORM),
        "mentoring:round": (["#published_round"], answers.EVERYBODY, answers.NO_FORM),
        "mentoring:round draft": (["#draft_round"], answers.NOBODY, answers.NO_FORM),
        "mentoring:round_proof": (["#published_round"], answers.EVERYBODY, answers.NO_FORM),
        "mentoring:round_proof not published": (["#announced_round"], answers.NOBODY, answers.NO_FORM),
        "mentoring:why_not": (["#alone", "why_not_mentor"], answers.AUTHOR, answers.MEMBERS_NO_FORM),
    }


def rows(author):
    """What those addresses name."""
    request = MentoringRequestFactory(person=author)
    finished = published_round()
    models.Proposal.objects.create(
        request=request, mentor=MentorFactory(), round=finished, origin="round", points=50, **declined()
    )
    MentorFactory(person__username="why_not_mentor")
    return {
        "#alone": request.pk,
        "#published_round": finished.slug,
        "#announced_round": RoundFactory(announced_at=timezone.now()).slug,
        "#draft_round": RoundFactory().slug,
    }


READERS = {
    "mentoring:rounds": [],
    "mentoring:round": ["#published_round"],
    "mentoring:round announced": ["#announced_round"],
}
LEARNER = {
    "mentoring:round announced": ["#announced_round"],
    "mentoring:why_not": ["#alone", "why_not_mentor"],
}
NO_PAGE = {"mentoring:round_proof": "JSON"}


def words(learner):
    """What those pages name."""
    return rows(learner)
