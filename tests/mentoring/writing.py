"""The pages on which a mentor is asked and answers, as tests open them."""

from django.urls import reverse

from .factories import ProposalFactory

EVENING = ((1, 19 * 60, 21 * 60),)


def ask_page(mentor):
    return reverse("mentoring:ask", args=[mentor.person.username])


def question(request, message="Hello."):
    return {"request": request.pk, "message": message}


def answer(client, proposal, answer, **more):
    return client.post(reverse("mentoring:answer_proposal", args=[proposal.pk]), {"answer": answer, **more})


def asked(mentor, person, **fields):
    return ProposalFactory(mentor=mentor, request__person=person, **fields)
