"""What a person wants to hear of, on which way, and when."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions.choosing import channels_of, choose, kinds_to_choose
from ..forms import ChannelsForm, RhythmForm
from ..kinds import DIGEST, all_kinds
from ..models import NoticeRhythm


@login_required
@require_http_methods(["GET", "POST"])
def choices(request):
    """The way of each kind, quiet hours and the digest: one form."""
    person, data = request.user, request.POST if request.method == "POST" else None
    rhythm = NoticeRhythm.objects.filter(person=person).first() or NoticeRhythm()
    channels = ChannelsForm(data, kinds=kinds_to_choose(), initial=channels_of(person.pk))
    form = RhythmForm(data, instance=rhythm)
    if data is not None and all([channels.is_valid(), form.is_valid()]):
        choose(person_id=person.pk, channels=channels.channels, rhythm=form.cleaned_data)
        messages.success(request, _("Your choices are kept. They hold for what is sent from now on."))
        return redirect("notices:choices")
    always = [kind.label for kind in all_kinds().values() if not kind.can_choose and kind is not DIGEST]
    context = {"channels": channels, "form": form, "always": always, "is_confirmed": has_confirmed_address(person)}
    return render(request, "notices/choices.html", context, status=200 if data is None else 422)


def has_confirmed_address(person):
    """Whether mail can go to the person's address."""
    return EmailAddress.objects.filter(user=person, verified=True, email__iexact=person.email).exists()
