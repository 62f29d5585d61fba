"""Model fields for what people write."""

from django.db import models

from .text import MAX_TEXT, render_markdown, tidy
from .validators import text_validators, validate_line


class LineField(models.CharField):
    """One line of a person's text: composed form, no control characters."""

    default_validators = [validate_line]

    def to_python(self, value):
        value = super().to_python(value)
        return tidy(value) if isinstance(value, str) else value

    def pre_save(self, instance, add):
        value = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value


class MarkdownField(models.TextField):
    """A person's Markdown of at most 10,000 characters. Saving it fills the field `<name>_html` beside it."""

    default_validators = text_validators

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", MAX_TEXT)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return tidy(value) if isinstance(value, str) else value

    def pre_save(self, instance, add):
        source = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, source)
        setattr(instance, f"{self.attname}_html", render_markdown(source))
        return source
