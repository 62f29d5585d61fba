"""Extending a consultation: the close moves later only, and the old date stays."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consultations.actions.consultation import extend
from consultations.models import Consultation, Extension
from tests.factories import ConsultationFactory, PersonFactory
from tests.races import at_once

DAY = timedelta(days=1)


def extended(consultation, new_closes_at, now=None):
    return extend(
        consultation=consultation,
        new_closes_at=new_closes_at,
        reason="Many asked for another week.",
        actor=PersonFactory(),
        now=now or timezone.now(),
    )


def refused(code):
    def matches(error):
        return code in [item.code for item in error.error_list]

    return pytest.raises(ValidationError, check=matches)


def test_extend_moves_the_close_and_keeps_the_old_date(dialogue):
    old = dialogue.closes_at

    extension = extended(dialogue, old + 7 * DAY)

    dialogue.refresh_from_db()
    entry = dialogue.history.latest()
    assert dialogue.closes_at == old + 7 * DAY
    assert (extension.old_closes_at, extension.reopens_at, extension.new_closes_at) == (old, old, old + 7 * DAY)
    assert (entry.history_change_reason, entry.closes_at) == ("Many asked for another week.", old + 7 * DAY)


def test_extend_of_a_closed_one_opens_it_again_from_now(dialogue):
    now = dialogue.closes_at + 3 * DAY

    extension = extended(dialogue, now + DAY, now=now)

    assert extension.reopens_at == now
    assert not Consultation.objects.open_at(now - DAY).exists()
    assert Consultation.objects.open_at(now).exists()


def test_extend_to_an_earlier_or_the_same_date_is_refused(dialogue):
    for new_closes_at in (dialogue.closes_at - DAY, dialogue.closes_at):
        with refused("not_later"):
            extended(dialogue, new_closes_at)
    assert not Extension.objects.exists()


def test_extend_into_the_past_is_refused(dialogue):
    now = dialogue.closes_at + 3 * DAY

    with refused("past"):
        extended(dialogue, now, now=now)


def test_extend_says_why(dialogue):
    with pytest.raises(ValidationError) as refusal:
        extend(
            consultation=dialogue,
            new_closes_at=dialogue.closes_at + DAY,
            reason="",
            actor=PersonFactory(),
            now=timezone.now(),
        )
    assert list(refusal.value.message_dict) == ["reason"]
    dialogue.refresh_from_db()
    assert not dialogue.extensions.exists()


@pytest.mark.django_db(transaction=True)
def test_organizers_extend_at_once_and_all_but_one_are_told():
    dialogue = ConsultationFactory()
    now, later = timezone.now(), dialogue.closes_at + 7 * DAY
    actors = PersonFactory.create_batch(4)

    answers = at_once(
        [
            lambda actor=actor: extend(
                consultation=dialogue, new_closes_at=later, reason="More time.", actor=actor, now=now
            )
            for actor in actors
        ]
    )

    refusals = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert [[item.code for item in refusal.error_list] for refusal in refusals] == [["not_later"]] * 3
    assert Extension.objects.count() == 1
    dialogue.refresh_from_db()
    assert dialogue.closes_at == later
