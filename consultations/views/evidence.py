"""What was heard in focus groups, and the findings with what they rest on."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people.readers import same_for_all_readers

from ..evidence_rows import counted, evidence_rows, findings_citing
from ..grown import grown_from
from ..models import Evidence
from ..rules.small_cells import cells_to_hide
from ..translated import put_translations
from .consultation import published_or_404


@require_safe
@same_for_all_readers
def focus_groups(request, slug):
    """Who talked in which room, and what was noted. No vote is counted here."""
    consultation = published_or_404(slug)
    groups = list(consultation.focus_groups.with_quotes().in_order())
    cited = findings_citing("focus_group", [group.pk for group in groups])
    for group in groups:
        group.findings = cited.get(group.pk, ())
        group.counts = _counts(group)
    return render(request, "consultations/focus_groups.html", {"consultation": consultation, "groups": groups})


@require_safe
@same_for_all_readers
def findings(request, slug):
    """What was learnt, each finding with the number of things that it rests on."""
    consultation = published_or_404(slug)
    shown = consultation.findings.published_at(timezone.now()).with_evidence_counts().select_related("language")
    rows = list(shown.in_order())
    for finding in rows:
        finding.consultation = consultation
        finding.rests_on = counted(finding)
    put_translations(rows, consultation=consultation, person=request.user)
    return render(request, "consultations/findings.html", {"consultation": consultation, "findings": rows})


@require_safe
@same_for_all_readers
def finding(request, slug, pk):
    """One finding with its evidence, each piece leading to where it stands."""
    consultation = published_or_404(slug)
    shown = consultation.findings.published_at(timezone.now())
    found = get_object_or_404(shown.select_related("language", "published_by"), pk=pk)
    found.consultation = consultation
    put_translations([found], consultation=consultation, person=request.user)
    context = {
        "consultation": consultation,
        "finding": found,
        "evidence": list(evidence_rows(Evidence.objects.filter(finding=found).with_things().in_order(), consultation)),
        "grown": grown_from(found),
        "others": [other for other in shown.in_order() if other.pk != found.pk],
    }
    return render(request, "consultations/finding.html", context)


def _counts(group):
    """[(label, people)] of a group: None where nobody counted, "" where so few came that the number could name them."""
    counts = {_("Staff"): group.staff_count, _("Community"): group.community_count}
    small = cells_to_hide({label: people or 0 for label, people in counts.items()}, total_is_shown=False)
    return [(label, "" if label in small else people) for label, people in counts.items()]
