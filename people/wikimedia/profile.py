"""What Wikimedia tells about an account, and which accounts may come in."""

import re
import unicodedata
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.text import FORBIDDEN_IN_LINE, tidy
from people.validators import NOT_IN_USERNAME

# Central ids count from 1. MediaWiki answers 0 for an account that is not attached to the central one.
CENTRAL_ID = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
LARGEST_COUNT = 2_147_483_647


def check_may_sign_in(profile):
    """Raise ValidationError for a profile without identity or name, or of a blocked account."""
    if not isinstance(profile, dict) or not CENTRAL_ID.fullmatch(str(profile.get("sub"))):
        raise ValidationError(
            _(
                "Wikimedia did not tell us which account this is. Your account may not be joined to the central "
                "one yet: open Special:MergeAccount on your wiki, then try again."
            ),
            code="no_identity",
        )
    username = profile.get("username")
    if not isinstance(username, str) or not username.strip():
        raise ValidationError(
            _("Wikimedia did not tell us your user name. Please try again, and allow us to see it."),
            code="no_username",
        )
    if profile.get("blocked"):
        raise ValidationError(
            _("Your Wikimedia account is blocked there. You can sign in here when the block has ended."),
            code="blocked",
        )


def display_name_from(wiki_username):
    """The name as its owner writes it, cut to what fits."""
    return re.sub(FORBIDDEN_IN_LINE, "", tidy(wiki_username))[:100].strip() or "?"


def username_from(wiki_username):
    """A user name in the same script: spaces become `_`, signs that break addresses or are not seen go."""
    name = re.sub(FORBIDDEN_IN_LINE, "", unicodedata.normalize("NFKC", wiki_username))
    name = re.sub(r"\s+", "_", name.strip())
    return re.sub(NOT_IN_USERNAME, "", name).lstrip(".")[:140] or "person"


def edit_count(profile):
    """Edits on the wikis, or None where Wikimedia does not say."""
    count = profile.get("editcount")
    if isinstance(count, bool) or not re.fullmatch(r"[0-9]{1,18}", str(count), re.ASCII):
        return None
    return min(int(count), LARGEST_COUNT)


def registered_at(profile):
    """The moment of registration, from `20110630153022` or ISO 8601; None for the accounts older than the log."""
    text = str(profile.get("registered") or "")
    try:
        if re.fullmatch(r"[0-9]{14}", text, re.ASCII):
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
