"""Hands that count what they do, in the operators of the keystroke-level model, which tells how long people take.

S. K. Card, T. P. Moran and A. Newell, "The Keystroke-Level Model for User Performance Time with Interactive Systems",
Communications of the ACM 23(7), July 1980, pages 396-410, https://doi.org/10.1145/358886.358895. Its seconds:
pointing 1.10, moving the hands between keyboard and mouse 0.40, preparing in mind 1.35; a key or a button by typist.
"""

POINT, HOME, THINK = 1.10, 0.40, 1.35
AVERAGE_TYPIST, WORST_TYPIST = 0.28, 1.20  # "average non-secretary typist", "unfamiliar with keyboard"


class Hands:
    """Somebody at a page. Each step is done in the browser and counted."""

    def __init__(self, page):
        self.page = page
        self.keys = self.points = self.homes = self.thoughts = 0
        self.is_at_mouse = False

    def think(self):
        """Look at who comes, or at the next line of the paper."""
        self.thoughts += 1

    def press(self, key):
        self._move(to_mouse=False)
        self.keys += 1
        self.page.keyboard.press(key)

    def type(self, letter):
        self._move(to_mouse=False)
        self.keys += 1
        self.page.keyboard.type(letter)

    def click(self, target):
        self._move(to_mouse=True)
        self.points += 1
        self.keys += 1
        target.click()

    def seconds(self, key):
        """How long that takes a person for whom a key takes `key` seconds."""
        return self.keys * key + self.points * POINT + self.homes * HOME + self.thoughts * THINK

    def _move(self, *, to_mouse):
        self.homes += to_mouse != self.is_at_mouse
        self.is_at_mouse = to_mouse
