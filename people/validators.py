"""What a name, a line and a text may hold; the same patterns stand as constraints in the database."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.forms import DateField
from django.utils.translation import gettext_lazy as _

from .text import FORBIDDEN_IN_LINE, FORBIDDEN_IN_TEXT, MAX_TEXT

validate_line = RegexValidator(
    FORBIDDEN_IN_LINE,
    message=_(
        "This text holds an invisible control character, or one that turns the direction of writing. "
        "Please type it anew without it."
    ),
    code="control_character",
    inverse_match=True,
)
validate_text = RegexValidator(
    FORBIDDEN_IN_TEXT,
    message=validate_line.message,
    code="control_character",
    inverse_match=True,
)
# Letters of any script with their marks, digits, and . _ - between them: a name stands in addresses. What is not seen
# would make two names look alike.
NOT_IN_USERNAME = r"[\s/\\?#%&@:;,<>\"'`|{}\[\]()^~=+*!$\u200c\u200d\ufe00-\ufe0f]"
USERNAME_PATTERN = rf"^(?!\.)(?=.*[^\W_])[^{NOT_IN_USERNAME[1:]}+$"
LONGEST_USERNAME = 150
validate_username = RegexValidator(
    USERNAME_PATTERN,
    message=_("A user name may hold letters of any script, digits, and the signs . _ - but no spaces."),
    code="username",
)
ERASED = "erased-"
LOOKALIKES = {"LATIN", "CYRILLIC", "GREEK"}


def validate_one_script(name):
    """Refuse a word of Latin and Cyrillic or Greek letters: some of them look the same in all three."""
    for word in re.findall(r"[^\W\d_]+", name):
        if len(LOOKALIKES & {unicodedata.name(letter, "?").partition(" ")[0] for letter in word}) > 1:
            raise ValidationError(
                _("“%(word)s” mixes letters of several alphabets that look alike. Please use one alphabet."),
                code="mixed_alphabets",
                params={"word": word},
            )


def validate_not_erased(name):
    """Refuse the user names that erased people get."""
    if name.casefold().startswith(ERASED):
        raise ValidationError(_("This user name is taken."), code="reserved")


def validate_year(day):
    """Refuse a day, or a moment, in a year that nobody means: at the ends of what Python knows, no zone can tell it."""
    if not 1900 <= day.year <= 2999:
        raise ValidationError(DateField.default_error_messages["invalid"], code="year")


username_validators = [
    MaxLengthValidator(LONGEST_USERNAME),
    validate_line,
    validate_username,
    validate_one_script,
    validate_not_erased,
]
text_validators = [MaxLengthValidator(MAX_TEXT), validate_text]
