"""Changes to ideas."""

from django.db import transaction
from django.utils import timezone

from ..kept_lists import forget_lists
from ..models import Endorsement, Follow, Idea
from ..rules import participation
from ..rules.ideas import check_can_endorse, check_topic_fits
from .texts import keep_once


@transaction.atomic
def write_idea(*, author, consultation, topic, language, title, body, areas=(), form_key, share=True):
    """Keep a new idea, shared at once or as a draft; its author follows it. A form sent twice is one idea."""
    now = timezone.now()
    participation.check_open(consultation.pk, now)
    check_topic_fits(topic, consultation)
    idea = keep_once(
        Idea(
            author=author,
            consultation=consultation,
            topic=topic,
            language=language,
            title=title,
            body=body,
            form_key=form_key,
            created_at=now,
            shared_at=now if share else None,
        )
    )
    idea.areas.set(areas)
    Follow.objects.bulk_create([Follow(person=author, idea=idea)], ignore_conflicts=True)
    forget_lists(consultation.pk)
    return idea


@transaction.atomic
def change_idea(*, idea, actor, revision, topic, language, title, body, areas=(), share=True):
    """Change one's own idea, or share one's draft; refused when it is newer than `revision`."""
    now = timezone.now()
    idea = Idea.objects.select_for_update().select_related("consultation").get(pk=idea.pk)
    participation.check_open(idea.consultation_id, now)
    participation.check_own(idea, actor)
    participation.check_not_hidden(idea)
    participation.check_revision(idea, revision)
    check_topic_fits(topic, idea.consultation)
    idea.topic, idea.language, idea.title, idea.body = topic, language, title, body
    if idea.shared_at:
        idea.changed_at = now
    elif share:
        idea.shared_at = now
    idea.revision += 1
    idea.full_clean(validate_unique=False)
    idea.save()
    idea.areas.set(areas)
    forget_lists(idea.consultation_id)
    return idea


@transaction.atomic
def endorse(*, idea, person):
    """Support an idea, once."""
    participation.check_open(idea.consultation_id, timezone.now())
    check_can_endorse(idea, person)
    Endorsement.objects.bulk_create([Endorsement(idea=idea, person=person)], ignore_conflicts=True)
    return idea


@transaction.atomic
def withdraw_endorsement(*, idea, person):
    """Take one's support back, while the consultation is open."""
    participation.check_open(idea.consultation_id, timezone.now())
    Endorsement.objects.filter(idea=idea, person=person).delete()
    return idea
