"""The page of a long list on which one row stands, for addresses that lead to that row."""

from django.core.paginator import Paginator


def page_with(rows, size, *, number, key):
    """The page of the row with this key, as an address names it; without such a row, the page of that number."""
    if key.isdecimal():
        keys = list(rows.values_list("pk", flat=True))
        number = keys.index(int(key)) // size + 1 if int(key) in keys else number
    return Paginator(rows, size).get_page(number)
