"""What a person does next in mentoring: one title, one sentence and one button, the most urgent first."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import LanguageLevel

from .models import Availability, Mentor, MentoringRequest, Pairing, Proposal
from .rules.parties import LEAST_LEVEL


def next_step(person, now):
    """{title, text, links: [(label, address)], the first of which is the button}."""
    if not person.is_authenticated:
        return _choose()
    return _answer(person, now) or _pairs(person) or _lacks(person) or _wait(person) or _choose()


def _answer(person, now):
    """Proposals that wait for the person's answer."""
    waiting = Proposal.objects.visible_to(person).open_at(now).select_related("request").order_by("expires_at", "pk")
    of_mentor = [row for row in waiting if row.request.person_id != person.pk and not row.mentor_accepted_at]
    if of_mentor:
        title = ngettext(
            "%(number)s person waits for your answer", "%(number)s people wait for your answer", len(of_mentor)
        )
        text = _("Read why you fit, then accept or decline. Declining is fine: somebody else is looked for.")
        return _step(title % {"number": len(of_mentor)}, text, (_("Read and answer"), _address("dashboard")))
    of_mentee = [row for row in waiting if row.request.person_id == person.pk and not row.mentee_accepted_at]
    if of_mentee:
        text = _("Read why you fit, then accept or decline.")
        proposal = _address("proposal", of_mentee[0].pk)
        return _step(_("A mentor is found for you"), text, (_("Read the proposal"), proposal))
    return None


def _pairs(person):
    """The pairs in which the person works."""
    pairs = list(Pairing.objects.active().of(person).newest_first().values_list("pk", flat=True))
    if not pairs:
        return None
    title = ngettext("You are in a pair", "You are in %(number)s pairs", len(pairs)) % {"number": len(pairs)}
    address = _address("pairing", pairs[0]) if len(pairs) == 1 else _address("dashboard")
    text = _("Find the next time to meet, note what you reached, and log your hours.")
    return _step(title, text, (ngettext("Go to my pair", "Go to my pairs", len(pairs)), address))


def _lacks(person):
    """What nobody can be found without, for who asks or offers already."""
    is_mentor = Mentor.objects.active().filter(person=person).exists()
    if not is_mentor and not MentoringRequest.objects.open().filter(person=person).exists():
        return None
    if not LanguageLevel.objects.filter(person=person, level__gte=str(LEAST_LEVEL)).exists():
        text = _("Without a language in common nobody can be found for you.")
        return _step(_("Say which languages you speak"), text, (_("Add my languages"), reverse("people:edit_profile")))
    if not Availability.objects.filter(person=person, blocks__isnull=False).exists():
        text = _("Without hours in common nobody can be found for you.")
        return _step(_("Say when you have time"), text, (_("My usual week"), _address("hours")))
    return None


def _wait(person):
    """Who offers sees the desk; who asks may ask a mentor before the next round."""
    if Mentor.objects.active().filter(person=person).exists():
        text = _("Nobody waits for your answer. You get a notice when somebody does.")
        links = (_("My desk"), _address("dashboard")), (_("Change my offer"), _address("offer"))
        return _step(_("Your offer stands"), text, *links)
    request = MentoringRequest.objects.open().filter(person=person).order_by("-pk").first()
    if request is None:
        return None
    text = _("Ask a mentor yourself, or wait for the next round.")
    links = (_("Find a mentor"), _address("mentors")), (_("My request"), _address("request", request.pk))
    return _step(_("You look for a mentor"), text, *links)


def _choose():
    text = _("You can do both: ask in one thing, and offer in another.")
    links = (_("Ask for a mentor"), _address("new_request")), (_("Offer to mentor"), _address("offer"))
    return _step(_("Ask or offer"), text, *links)


def _step(title, text, *links):
    return {"title": title, "text": text, "links": links}


def _address(name, *args):
    return reverse(f"mentoring:{name}", args=args)
