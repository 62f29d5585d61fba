"""What the template of a list needs that is searched, filtered and paged: see templates/_components/search.html."""

from django.core.paginator import Paginator
from django.http import QueryDict

LONGEST_NUMBER = 9  # digits of a page's number


def searched_list(found, a_page, *, rows=None, also=None):
    """The context of a list: its filter, one page of it, and what the links to its other pages carry on.

    `found` is a FilterSet with its data, `rows` what is paged where that is not `found.qs`, `also` a dict of further
    parameters that narrow the list. Parameters that mean nothing are left out: a list may be kept for others.
    """
    asked = found.data or QueryDict()
    told = {name for name in found.base_filters if asked.get(name)}
    query = QueryDict(mutable=True)
    query.update(also or {})
    for name in found.base_filters:
        if name in told:
            query.setlist(name, asked.getlist(name))
    number = asked.get("page", "1")[:LONGEST_NUMBER]
    return {
        "filter": found,
        "is_filtered": bool(told - {"sort"}),
        "is_sorted": "sort" in told,
        "also": also or {},
        "page": Paginator(found.qs if rows is None else rows, a_page).get_page(number),
        "query": query,
    }
