"""Who is told of what happens in a consultation. Each is called within the transaction of the change it speaks of."""

from notices.actions.planning import move, plan, plan_for, withhold
from notices.models import Notice

from ..models import Endorsement
from ..rules.moderation import author_of


def tell_of_comment(comment):
    """Tell the writer of what it answers, the author of the idea, and those who follow it: each person once."""
    kinds = {}
    if comment.idea_id:
        kinds |= dict.fromkeys(comment.idea.follows.values_list("person_id", flat=True), "comment_on_followed_idea")
        kinds[comment.idea.author_id] = "comment_on_idea"
    if comment.parent_id:
        kinds[comment.parent.author_id] = "reply_to_comment"
    kinds.pop(comment.author_id, None)
    for person_id, kind in sorted(kinds.items()):
        plan(kind=kind, recipient_id=person_id, subject=comment, key=f"comment:{comment.pk}")


def tell_of_answer(question):
    """Tell who asked; a corrected answer is told once more."""
    key = f"answer:{question.pk}:{question.history.count()}"
    plan(kind="answer", recipient_id=question.author_id, subject=question, key=key)


def tell_of_extension(extension):
    """Tell those who follow the consultation; what was planned for the old close is planned anew."""
    consultation = extension.consultation
    event = {"occurrence": occurrence_of(consultation), "revision": consultation.extensions.count() + 1}
    told = {"kind": "extension", "key": "extension", "subject": extension, **event}
    move(**told)
    plan_for(consultation.follows.all(), **told)


def tell_of_outcome(idea, decision, *, decisions):
    """Tell the author and who follows the idea, but not who decided; a corrected outcome is told anew."""
    said = {name: getattr(decision, name) for name in ("because", "became", "became_url")}
    told = {"kind": "outcome", "key": "outcome", "subject": idea, "occurrence": f"outcome:{idea.pk}"}
    told |= {"revision": decisions, "payload": said | {"kind": decision.kind if decision.history_type != "-" else ""}}
    older = Notice.objects.of_occurrence(told["occurrence"]).filter(revision__lt=decisions)
    withhold(older, Notice.Reason.WITHDRAWN)  # a decision that was taken back before it was told
    plan_for(idea.follows.exclude(person=decision.decided_by_id), **told)
    if idea.author_id != decision.decided_by_id:
        plan(recipient_id=idea.author_id, **told)


def tell_of_finding(finding, actor):
    """Tell those who follow the consultation, once, that a finding is published."""
    followers = finding.consultation.follows.exclude(person=actor)
    plan_for(followers, kind="finding", key=f"finding:{finding.pk}", subject=finding)


def occurrence_of(consultation):
    """The name under which the reminders of a consultation's close are planned."""
    return f"consultation:{consultation.pk}"


def tell_of_hiding(text, reason, kind):
    """Tell the author that the moderators hid the text or show it again: `text_hidden` or `text_shown`."""
    author = author_of(text)
    if author is not None:
        name, times = text._meta.model_name, text.history.count()
        key = f"{kind}:{name}:{text.pk}:{times}"
        plan(kind=kind, recipient_id=author.pk, subject=text, key=key, payload={"reason": reason})


def tell_of_decision(reports):
    """Tell each who reported what was decided."""
    for report in reports:
        plan(
            kind="report_decided",
            recipient_id=report.reporter_id,
            subject=report,
            key=f"report:{report.pk}",
        )


def tell_of_appeal(appeal):
    """Tell the author what the moderators decided, with their answer."""
    plan(kind="appeal_decided", recipient_id=appeal.author_id, subject=appeal, key=f"appeal:{appeal.pk}")


def tell_of_translation(translation, text):
    """Tell the author, once a language, that somebody translated the text; findings have none."""
    author = None if translation.finding_id else author_of(text)
    if author is not None and author.pk != translation.author_id:
        plan(kind="translation", recipient_id=author.pk, subject=translation, key=f"translation:{translation.pk}")


def tell_of_proposed_merge(merge):
    """Ask both authors; once who wrote both ideas."""
    for person_id in sorted({merge.source.author_id, merge.target.author_id}):
        plan(kind="merge_proposed", recipient_id=person_id, subject=merge, key=f"merge:{merge.pk}")


def tell_of_accepted_merge(merge):
    """Tell those who endorse the idea and not yet the one in which it goes on."""
    there = merge.target.endorsements.values("person")
    endorsers = Endorsement.objects.filter(idea=merge.source).exclude(person__in=there)
    endorsers = endorsers.exclude(person=merge.target.author_id)
    plan_for(endorsers, kind="merge_accepted", subject=merge, key=f"merge-accepted:{merge.pk}")
