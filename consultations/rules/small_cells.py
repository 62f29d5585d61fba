"""Which counts stay hidden, so that nobody's answer can be guessed."""

LEAST = 5  # people


def cells_to_hide(counts, *, total_is_shown, least=LEAST):
    """The keys of the counts that must not be shown, as a set.

    `counts` maps any key to a number of people, each person counted in one cell. A cell of fewer than `least` people is
    hidden; an empty cell hides nobody and stays. Where the total of all cells is shown, what is hidden could be had by
    subtraction: then the next smallest cells are hidden too, until at least two cells with `least` people between them
    are out of sight, or none is left.
    """
    hidden = {key for key, people in counts.items() if 0 < people < least}
    if not (hidden and total_is_shown):
        return hidden
    rest = sorted((key for key, people in counts.items() if people >= least), key=counts.get, reverse=True)
    while rest and (len(hidden) < 2 or sum(map(counts.get, hidden)) < least):
        hidden.add(rest.pop())
    return hidden
