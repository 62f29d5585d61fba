"""The scores of a reviewer, and a declared conflict."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from notices.templatetags.letters import isolated

from ..models import Conflict, Review

NOT_SCORED = "none"


class ReviewForm(forms.Form):
    """A level or "not scored" for each criterion, and a note. A draft may leave criteria out."""

    use_required_attribute = False
    mark_optional = False

    def __init__(self, *args, review, criteria, is_draft=False, **kwargs):
        self.criteria, self.is_draft = list(criteria), is_draft
        self.language = review.application.cohort.language.code
        self.given = {score.criterion_id: score.level for score in review.scores.all()}
        super().__init__(*args, **kwargs)
        for criterion in self.criteria:
            self.fields[self.name_of(criterion)] = self._level_of(criterion)
        note = Review._meta.get_field("note").formfield(initial=review.note, required=False)
        note.widget.attrs |= {"rows": 4}
        self.fields["note"] = note

    @staticmethod
    def name_of(criterion):
        return f"level-{criterion.slug}"

    def _level_of(self, criterion):
        held = self.given.get(criterion.pk, "")
        levels = [
            (str(level), format_html('{} – <bdi lang="{}">{}</bdi>', level, self.language, anchor))
            for level, anchor in enumerate(criterion.anchors)
        ]
        return forms.ChoiceField(
            label=_("Level for “%(title)s”") % {"title": isolated(criterion.title)},
            choices=[*levels, (NOT_SCORED, _("Not scored: I cannot judge this. It is not a 0."))],
            initial=NOT_SCORED if held is None else str(held),
            required=not self.is_draft,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a level, or mark it as not scored.")},
        )

    @property
    def levels(self):
        """{criterion pk: level or None} of what was chosen."""
        chosen = {criterion.pk: self.cleaned_data.get(self.name_of(criterion)) for criterion in self.criteria}
        return {pk: None if level == NOT_SCORED else int(level) for pk, level in chosen.items() if level}


class ConflictForm(forms.ModelForm):
    """Why somebody does not review an application; only the organizers' records keep it."""

    class Meta:
        model = Conflict
        fields = ["note"]
        labels = {"note": _("What is the conflict?")}
        help_texts = {
            "note": _("For example: we work together. It stays in the records; the applicant does not see it.")
        }
