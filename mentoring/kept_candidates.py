"""A solved round as bytes: the pairs that can be with their points, and who was matched with whom."""

from io import BytesIO

import numpy as np

from .rules.candidates import Candidates
from .rules.flow import Figures, Matching
from .rules.parties import Mentee, Mentor


def written(found, prices):
    """The compressed arrays of a Matching with the Prices that prove it."""
    candidates = found.candidates
    file = BytesIO()
    np.savez_compressed(
        file,
        mentees=np.array([mentee.key for mentee in candidates.mentees], np.int64),
        waited=np.array([mentee.waited for mentee in candidates.mentees], bool),
        mentors=np.array([mentor.key for mentor in candidates.mentors], np.int64),
        places=np.array([mentor.places for mentor in candidates.mentors], np.int64),
        mentee=candidates.mentee,
        mentor=candidates.mentor,
        points=candidates.points,
        eligible=np.array(candidates.eligible),
        mentor_of=found.mentor_of,
        points_of=found.points_of,
        locked=found.locked,
        figures=np.array(found.figures, np.int64),
        paid=prices.mentees,
        prices=prices.places,
    )
    return file.getvalue()


def read(data):
    """The Matching of those bytes; of people no more than the key, the places and who waited."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        held = {name: arrays[name] for name in arrays.files}
    people = zip(held["mentees"].tolist(), held["waited"].tolist(), strict=True)
    guides = zip(held["mentors"].tolist(), held["places"].tolist(), strict=True)
    candidates = Candidates(
        tuple(Mentee(key, waited=waited) for key, waited in people),
        tuple(Mentor(key, places=places) for key, places in guides),
        *(held[name] for name in ("mentee", "mentor", "points")),
        int(held["eligible"]),
    )
    figures = Figures(*held["figures"].tolist())
    return Matching(candidates, *(held[name] for name in ("mentor_of", "points_of", "locked")), figures)
