"""What the ballots on one term add up to."""

from collections import Counter
from dataclasses import dataclass, replace

from .wilson import wilson_interval


@dataclass(frozen=True, slots=True)
class Tally:
    """The ballots on one term by grade. Shares leave out those who do not know the word."""

    votes_for: int = 0
    votes_neutral: int = 0
    votes_against: int = 0
    votes_unknown: int = 0

    @classmethod
    def of(cls, grades):
        """The tally of any number of grades, in any order."""
        count = Counter(grades)
        return cls(count["for"], count["neutral"], count["against"], count["unknown"])

    def __add__(self, other):
        """The votes of both."""
        return Tally(*(getattr(self, name) + getattr(other, name) for name in COUNTS))

    def __sub__(self, other):
        """The votes that are not among the other's."""
        return Tally(*(getattr(self, name) - getattr(other, name) for name in COUNTS))

    def with_more_for(self, votes):
        """The tally after so many more votes for the word."""
        return replace(self, votes_for=self.votes_for + votes)

    @property
    def n(self):
        """Votes that judge the word: for, neutral and against."""
        return self.votes_for + self.votes_neutral + self.votes_against

    @property
    def voters(self):
        """Everybody with a ballot on the word."""
        return self.n + self.votes_unknown

    @property
    def net(self):
        """(for − against) / n, from −1 to 1; None without votes."""
        return (self.votes_for - self.votes_against) / self.n if self.n else None

    @property
    def interval_for(self):
        """The Wilson 95 % interval of the share for."""
        return wilson_interval(self.votes_for, self.n)

    @property
    def interval_against(self):
        """The Wilson 95 % interval of the share against."""
        return wilson_interval(self.votes_against, self.n)

    def share(self, votes):
        """Votes as a part of n; 0 without votes."""
        return votes / self.n if self.n else 0.0

    @property
    def rank(self):
        """A key that sorts the best supported first: by net, then by how many judged; no votes last."""
        return (self.net is None, -(self.net or 0), -self.n)


COUNTS = ("votes_for", "votes_neutral", "votes_against", "votes_unknown")
