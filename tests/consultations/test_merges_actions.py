"""Merging with consent: who is asked, what may be proposed, and what two people do at once."""

from time import sleep

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.actions import moderation
from consultations.actions.merges import answer_merge, propose_merge
from consultations.models import Endorsement, Idea, Merge
from notices.models import Notice
from tests.factories import IdeaFactory, MergeFactory, PersonFactory
from tests.races import at_once, slowed


def refused(code):
    return pytest.raises(ValidationError, check=lambda error: error.code == code)


@pytest.fixture
def letters(topic, amina):
    return IdeaFactory(topic=topic, author=amina, title="Two short letters")


@pytest.fixture
def forms(topic, bola):
    return IdeaFactory(topic=topic, author=bola, title="No long forms")


@pytest.fixture
def propose(letters, forms, organizer):
    """Propose that the letters go on in the forms, if nothing else is said."""

    def call(**changes):
        given = {"source": letters, "target": forms, "reason": " Both ask for less writing. ", "actor": organizer}
        return propose_merge(**{**given, **changes})

    return call


def state(merge):
    merge = Merge.objects.get(pk=merge.pk)
    return merge.source_agrees, merge.target_agrees, merge.decided_at is not None


def told(kind):
    return sorted(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


# Proposing


def test_a_proposal_asks_both_authors_and_keeps_who_and_why(propose, organizer):
    merge = propose()

    assert (merge.proposed_by, merge.reason) == (organizer, "Both ask for less writing.")
    assert state(merge) == (None, None, False)
    assert told("merge_proposed") == ["amina", "bola"]


def test_the_author_of_both_is_asked_once(propose, topic, amina):
    propose(target=IdeaFactory(topic=topic, author=amina))

    assert told("merge_proposed") == ["amina"]


def test_into_itself_is_refused(propose, letters):
    with refused("itself"):
        propose(target=letters)
    with pytest.raises(IntegrityError), transaction.atomic():
        MergeFactory(source=letters, target=letters)


def test_into_another_consultation_is_refused(propose):
    with refused("elsewhere"):
        propose(target=IdeaFactory())


@pytest.mark.parametrize("side", ["source", "target"])
def test_drafts_and_hidden_ideas_are_refused(propose, topic, side):
    with refused("draft"):
        propose(**{side: IdeaFactory(topic=topic, shared_at=None)})
    with refused("hidden"):
        propose(**{side: IdeaFactory(topic=topic, hidden_at=timezone.now(), hidden_reason="Spam.")})


def test_a_reason_is_needed(propose):
    with refused("reason"):
        propose(reason="  ")


@pytest.mark.parametrize("is_agreed", [False, True])
def test_an_idea_that_goes_on_elsewhere_is_refused(propose, letters, forms, is_agreed):
    third = MergeFactory(source=letters, is_agreed=is_agreed).target

    with refused("merged"):
        propose()
    with refused("target_merged"):
        propose(source=forms, target=letters)
    assert propose(source=third, target=forms).target == forms


@pytest.mark.parametrize("is_agreed", [False, True])
def test_in_a_circle_is_refused(propose, letters, forms, is_agreed):
    third = MergeFactory(source=forms, is_agreed=is_agreed).target
    fourth = MergeFactory(source=third, is_agreed=is_agreed).target

    for target in (third, forms):
        with refused("circle"):
            propose(source=fourth, target=target)
    MergeFactory(source=letters, target=forms, is_agreed=is_agreed)
    with refused("circle"):
        propose(source=fourth, target=letters)


def test_a_declined_merge_binds_nobody(propose, letters, forms, amina):
    answer_merge(merge=propose(), person=amina, agrees=False)

    assert propose(source=forms, target=letters).decided_at is None


# Answering


def test_both_agree_and_the_idea_goes_on(propose, amina, bola):
    merge = propose()

    answer_merge(merge=merge, person=bola, agrees=True)
    assert state(merge) == (None, True, False)
    assert answer_merge(merge=merge, person=amina, agrees=True).is_accepted
    assert state(merge) == (True, True, True)


@pytest.mark.parametrize("who", ["amina", "bola"])
def test_one_who_declines_ends_it(request, propose, amina, bola, who):
    merge = propose()
    answer_merge(merge=merge, person=request.getfixturevalue(who), agrees=False)

    assert state(merge)[2] is True
    with refused("decided"):
        answer_merge(merge=merge, person=bola if who == "amina" else amina, agrees=True)
    assert not Merge.objects.accepted().exists()


def test_the_author_of_both_answers_once(propose, topic, amina):
    merge = propose(target=IdeaFactory(topic=topic, author=amina))

    assert answer_merge(merge=merge, person=amina, agrees=True).is_accepted


def test_who_agreed_may_decline_until_the_other_answers(propose, amina, bola):
    merge = propose()
    answer_merge(merge=merge, person=amina, agrees=True)
    answer_merge(merge=merge, person=amina, agrees=False)

    assert state(merge) == (False, None, True)
    other = propose()
    for person in (amina, bola):
        answer_merge(merge=other, person=person, agrees=True)
    with refused("decided"):
        answer_merge(merge=other, person=amina, agrees=False)


def test_an_answer_sent_twice_is_one(propose, amina, bola):
    merge = propose()
    for person in (amina, amina, bola, bola):
        answer_merge(merge=merge, person=person, agrees=True)

    assert state(merge) == (True, True, True)


def test_nobody_else_answers(propose, organizer):
    with refused("stranger"):
        answer_merge(merge=propose(), person=organizer, agrees=True)


def test_a_hidden_idea_takes_nothing_in_but_may_be_declined(propose, forms, amina, organizer):
    merge = propose()
    moderation.hide(text=forms, reason="Spam.", actor=organizer)

    with refused("hidden"):
        answer_merge(merge=merge, person=amina, agrees=True)
    answer_merge(merge=merge, person=amina, agrees=False)
    assert state(merge) == (False, None, True)


def test_endorsements_stay_and_endorsers_are_told_once(propose, letters, forms, amina, bola):
    carla, dora = PersonFactory(username="carla"), PersonFactory(username="dora")
    for idea, person in ((letters, carla), (letters, dora), (forms, dora), (letters, bola)):
        Endorsement.objects.create(idea=idea, person=person)
    merge = propose()
    for person in (amina, bola):
        answer_merge(merge=merge, person=person, agrees=True)

    assert told("merge_accepted") == ["carla"]  # dora endorses both; bola wrote the other one
    assert (letters.endorsements.count(), forms.endorsements.count()) == (3, 1)


# At once


@pytest.mark.django_db(transaction=True)
def test_two_organizers_propose_a_circle_at_once_and_one_wins(propose, letters, forms):
    calls = [propose, lambda: propose(source=forms, target=letters)] * 3

    answers = at_once(calls)

    assert [answer for answer in answers if isinstance(answer, Merge)] == [Merge.objects.get()]
    assert {answer.code for answer in answers if isinstance(answer, ValidationError)} <= {"circle", "merged"}


@pytest.mark.django_db(transaction=True)
def test_both_authors_agree_at_once_and_it_is_decided_once(propose, amina, bola, letters):
    Endorsement.objects.create(idea=letters, person=PersonFactory(username="carla"))
    merge = propose()

    answers = at_once(
        [lambda person=person: answer_merge(merge=merge, person=person, agrees=True) for person in (amina, bola) * 3]
    )

    assert {type(answer) for answer in answers} == {Merge}
    assert state(merge) == (True, True, True)
    assert told("merge_accepted") == ["carla"]


@pytest.fixture
def slow_no(db):
    """A no is written, and its transaction ends a while later."""
    with slowed("AFTER UPDATE ON consultations_merge FOR EACH ROW WHEN (NOT NEW.target_agrees)", seconds=0.6):
        yield


@pytest.mark.django_db(transaction=True)
def test_one_agrees_while_the_other_declines_and_it_is_declined(propose, amina, bola, slow_no):
    """Without the locks of `answer_merge` the yes does not see the no, and the constraint on decisions ends it."""
    merge = propose()

    def agree():
        sleep(0.2)  # the no is written, but not yet to be seen
        return answer_merge(merge=merge, person=amina, agrees=True)

    agreed, declined = at_once([agree, lambda: answer_merge(merge=merge, person=bola, agrees=False)])

    assert isinstance(agreed, ValidationError)
    assert agreed.code == "decided"
    assert isinstance(declined, Merge)
    assert state(merge) == (None, False, True)
    assert Idea.objects.count() == 2
