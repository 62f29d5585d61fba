"""What is drawn for invented applications, the same at each load: their texts, and what reviewers gave them."""

from ...models.applications import ALPHABET

BANDS = ["low", "low", "middle", "high", "high"]  # by level
NOT_SCORED = 0.04  # how often a reviewer leaves one of two equal levels open


def code(random):
    """A code as applications have it."""
    return "".join(random.choices(ALPHABET, k=8))


def text(random, parts, lang, part, level):
    """Two sentences about as much as a level deserves."""
    of_part = parts[lang][part]
    sentences = random.choice(of_part[BANDS[level]]), random.choice(of_part["closing"])
    return " ".join(sentences).format(
        subject=random.choice(parts["subjects"][lang]), years=random.randint(3, 12), people=random.randint(3, 19)
    )


def two_reviews(random, quarters):
    """The levels for two criteria of equal weight that two reviewers give, who differ by one level at most.

    `quarters`: the score wished for, in quarters of a level (0 to 16); both reviews together come to exactly that.
    """
    halves = [quarters // 2, quarters - quarters // 2]
    shift = random.choice([-1, 0, 1])
    if not all(is_level(half // 2 + shift) and is_level(half - half // 2 - shift) for half in halves):
        shift = 0
    reviews = [[half // 2 + shift, half - half // 2 - shift] for half in halves]
    random.shuffle(reviews)
    equal = [levels for levels in reviews if levels[0] == levels[1]]
    if equal and random.random() < NOT_SCORED:
        equal[0][random.randrange(2)] = None  # the other level makes the whole: the score stays
    return reviews


def near(random, levels):
    """The levels that a reviewer gives who mostly sees what is expected, and now and then one level beside it."""
    drawn = [level + random.choice([0, 0, 0, 1, -1]) for level in levels]
    return [found if is_level(found) else level for found, level in zip(drawn, levels, strict=True)]


def three_reviews(quarters):
    """The same, by two who differ by two levels and a third whose score is the one wished for, hence the median."""
    middle = quarters // 2
    return [[half // 2, half - half // 2] for half in (middle - 2, middle + 2, middle)]


def has_room_for_three(quarters):
    return quarters % 2 == 0 and 4 <= quarters <= 12


def is_level(level):
    return 0 <= level <= 4
