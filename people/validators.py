"""What a name, a line and a text may hold; the same patterns stand as constraints in the database."""

from django.core.validators import MaxLengthValidator, RegexValidator
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
# Letters of any script with their marks, digits, and . _ - between them: a name stands in addresses.
NOT_IN_USERNAME = r"[\s/\\?#%&@:;,<>\"'`|{}\[\]()^~=+*!$]"
USERNAME_PATTERN = rf"^(?!\.)[^{NOT_IN_USERNAME[1:]}+$"
validate_username = RegexValidator(
    USERNAME_PATTERN,
    message=_("A user name may hold letters of any script, digits, and the signs . _ - but no spaces."),
    code="username",
)
username_validators = [validate_line, validate_username]
text_validators = [MaxLengthValidator(MAX_TEXT), validate_text]
