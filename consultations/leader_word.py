"""What a reader's language calls those whom English texts call leaders, as the consultations found."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from .models import Term
from .results import results_of
from .rules.verdicts import Verdict

CONCEPT = "leader"  # the slug of the concept, in each consultation that asks for such a word
KEPT = "leader-words"
SECONDS = 30  # how long the words are kept; after an extension they may be known for as long


class Word(NamedTuple):
    """A word with its language and direction, so that it stands right in a text of another."""

    text: str
    code: str
    direction: str


def leader_word():
    """The word that the reader's language prefers; "leader", translated, while its verdict is not "preferred"."""
    code = get_language() or "en"
    words = _kept_words()
    found = words.get(code) or words.get(code.partition("-")[0])
    return Word(*found) if found else Word(_("leader"), code, "rtl" if get_language_bidi() else "ltr")


def preferred_words(now):
    """{language code: (word, code, direction)} of the newest consultation whose results everybody may see."""
    everybody = AnonymousUser()
    asked = Term.objects.filter(concept__slug=CONCEPT, concept__consultation__published_at__lte=now).on_the_ballot()
    asked = asked.results_visible_to(everybody, now).select_related("concept__consultation")
    newest = asked.order_by("-concept__consultation__opens_at", "-concept__consultation", "pk").first()
    words = {}
    for result in results_of(newest.concept.consultation, everybody, now) if newest else ():
        if result.concept.slug == CONCEPT and result.verdict is Verdict.PREFERRED:
            language = result.language
            words.setdefault(language.code, (result.term.text, language.code, language.direction))
    return words


def _kept_words():
    """The same, a little old. A mail is written while the cache is away, too."""
    try:
        words = cache.get(KEPT)
        if words is None:
            words = preferred_words(timezone.now())
            cache.set(KEPT, words, SECONDS)
    except RedisError:
        words = preferred_words(timezone.now())
    return words
