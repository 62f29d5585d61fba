"""Keeping a participant's text once, however often its form arrives."""

from django.db import IntegrityError, transaction


def keep_once(text):
    """Save a new text and answer it; when its form came before, answer the one that was kept then."""
    text.clean_fields(exclude={field.name for field in text._meta.fields if field.is_relation})
    try:
        with transaction.atomic():
            text.save()
    except IntegrityError:
        kept = type(text).objects.filter(author=text.author, form_key=text.form_key).first()
        if kept is None:
            raise
        return kept
    return text
