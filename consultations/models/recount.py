"""What anybody needs to count the ballots of a closed consultation again."""

from django.db import models
from django.utils import timezone

from .consultation import Consultation


class RecountBundle(models.Model):
    """The anonymised ballots as they stood at one close, kept as they were given out."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="recount_bundles")
    closed_at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["consultation", "closed_at"], name="recountbundle_once_a_close"),
        ]

    def __str__(self):
        return self.sha256
