"""A consultation, a course and an edition as the load generator sees them: addresses, and the requests sent there."""

from dataclasses import dataclass, field

from django.urls import reverse

from . import load
from .databases import TOKEN
from .measure import CONNECTIONS, Target

GRADES = ("for", "neutral", "against", "unknown")


@dataclass
class Scene:
    """The addresses of one consultation, one course and one edition, and browsers that are signed in."""

    slug: str
    topic: str
    idea: int
    ideas: list
    terms: list
    language: str
    course: str = ""
    edition: str = ""
    seats: list = field(default_factory=list)  # slugs of courses to enrol in, half of them with few seats
    jars: list = field(default_factory=list)

    def path(self, name, *rest):
        return reverse(f"consultations:{name}", args=[self.slug, *rest])

    @property
    def measured(self):
        """The pages that have a bar of speed."""
        return {
            "ideas": self.path("ideas"),
            "idea": self.path("idea", self.idea),
            "results": self.path("language_results", self.language),
            "catalogue": reverse("academy:courses"),
            "course": reverse("academy:course", args=[self.course]),
            "cohort list": reverse("academy:cohorts"),
            "programme": reverse("learning_days:programme", args=[self.edition]),
        }

    @property
    def public(self):
        """The pages that anybody may read."""
        around = [
            reverse(name)
            for name in ("home", "consultations:list", "academy:academy", "account_login", "account_signup")
        ]
        inside = [self.path(name) for name in ("consultation", "questions", "words", "results")]
        return [*around, *inside, self.path("topic", self.topic), *self.measured.values()]

    def reading(self, server):
        """Each measured page, asked for by anybody."""
        return {name: Target(server, [[load.get(path)]] * CONNECTIONS) for name, path in self.measured.items()}

    def reading_signed_in(self, server):
        return {
            name: Target(server, [[load.get(path, jar)] for jar in self.jars]) for name, path in self.measured.items()
        }

    def writing(self, server):
        """A vote on one word, an endorsement, enrolling and leaving again: each changes what it was before."""
        votes = [
            (self.path("ballot", self.language), f"grade-{term}={grade}") for grade in GRADES for term in self.terms
        ]
        marks = [(self.path("endorse", idea), f"endorse={mark}") for mark in ("yes", "no") for idea in self.ideas]
        places = [(reverse(f"academy:{name}", args=[slug]), "") for name in ("enrol", "leave") for slug in self.seats]
        forms = {"vote": votes, "endorse": marks, "enrol": places}
        return {name: self._posting(server, each) for name, each in forms.items()}

    def _posting(self, server, forms):
        """The forms in turn; everybody begins at another one, as people do."""
        step = len(forms) // CONNECTIONS
        requests = [
            [
                load.post(path, f"csrfmiddlewaretoken={TOKEN}&{fields}", jar)
                for path, fields in turned(forms, step * number)
            ]
            for number, jar in enumerate(self.jars)
        ]
        return Target(server, requests, wanted=302)


def turned(items, start):
    return [*items[start:], *items[:start]]
