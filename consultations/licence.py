"""What anybody may do with the texts and the figures."""

TEXTS = {"name": "CC BY-SA 4.0", "url": "https://creativecommons.org/licenses/by-sa/4.0/"}
FIGURES = {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"}
