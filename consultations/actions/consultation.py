"""Changes to a consultation by its organizers."""

from django.db import transaction

from ..models import Consultation, Extension
from ..rules.consultation import check_can_extend
from .telling import tell_of_extension


@transaction.atomic
def extend(*, consultation, new_closes_at, reason, actor, now):
    """Move the close later and keep the old date with the reason, or raise ValidationError."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)  # two organizers, one close
    check_can_extend(consultation, new_closes_at, now)
    old_closes_at = consultation.closes_at
    extension = Extension(
        consultation=consultation,
        old_closes_at=old_closes_at,
        reopens_at=max(old_closes_at, now),
        new_closes_at=new_closes_at,
        announced_at=now,
        reason=reason,
        actor=actor,
    )
    extension.full_clean()
    extension.save()
    consultation.closes_at = new_closes_at
    consultation._change_reason = reason[:100]
    consultation.save(update_fields=["closes_at"])
    tell_of_extension(extension)
    return extension
