"""Pairings of the year before, finished by those who come to the days for experienced mentors."""

from mentoring.models import Mentor, MentoringRequest, Pairing, Proposal

BEGAN, MET, OVER = -420, -413, -230  # days after the first load
ANSWERED_AFTER = 2


def load_earlier_pairings(names, rows):
    """Who accompanied whom, before there were rounds: each asked the mentor directly."""
    area = names.areas[rows["area"]]
    for name, mentees in rows.items():
        mentor = Mentor.objects.active().filter(person__username=name).first()
        for mentee in names.present(mentees) if mentor else ():
            _finished(names, mentor, mentee, area)


def _finished(names, mentor, mentee, area):
    began, over = names.at(BEGAN), names.at(OVER)
    asked = {"language": names.languages["en"], "created_at": began, "changed_at": began, "closed_at": over}
    request = MentoringRequest.objects.create(person=mentee, area=area, **asked)
    Pairing.objects.create(
        proposal=_accepted(names, request, mentor),
        request=request,
        mentor=mentor,
        mentee=mentee,
        starts_on=names.on(MET),
        ends_on=names.on(OVER),
        mentor_sign_at=over,
        ended_at=over,
        ended_by=mentee,
        ending=Pairing.Ending.FINISHED,
    )


def _accepted(names, request, mentor):
    began, answered = names.at(BEGAN), names.at(BEGAN + ANSWERED_AFTER)
    return Proposal.objects.create(
        request=request,
        mentor=mentor,
        origin=Proposal.Origin.ASKED,
        made_at=began,
        offered_at=began,
        expires_at=names.at(MET),
        mentee_accepted_at=began,
        mentor_accepted_at=answered,
        answer=Proposal.Answer.ACCEPTED,
        answered_at=answered,
    )
