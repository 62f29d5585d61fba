"""The programme of an edition, its versions, and one workshop, for everybody."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.readers import same_for_all_readers

from ..models import Edition, Workshop
from ..programme_changes import changes_of, versions_of
from ..programme_page import programme_of
from ..released import newest, workshops_of
from ..workshop_page import page_of


def published(slug, now):
    """The edition at an address that everybody may read, or a 404."""
    return get_object_or_404(Edition.objects.published_at(now).select_related("language"), slug=slug)


@require_safe
@same_for_all_readers
def programme(request, slug):
    """The newest release: rooms by hours where the screen is wide, and as a list."""
    now = timezone.now()
    edition = published(slug, now)
    context = {"edition": edition, "release": newest(edition), "only_list": request.GET.get("view") == "list"}
    if context["release"]:
        context["programme"] = programme_of(edition, context["release"], request.user, now)
    return render(request, "learning_days/programme.html", context)


@require_safe
@same_for_all_readers
def programme_version(request, slug, number):
    """One release, what changed in it since the one before or since `?since=`, and the list of all of them."""
    now = timezone.now()
    edition = published(slug, now)
    release = get_object_or_404(edition.releases, number=number)
    versions = versions_of(edition)
    since = since_asked(request, number)
    before = edition.releases.filter(number=since).first()
    context = {
        "edition": edition,
        "release": release,
        "before": before,
        "versions": versions,
        "is_newest": versions[0]["number"] == number,
        "changes": changes_of(edition, before, release),
        "programme": programme_of(edition, release, request.user, now),
        "only_list": True,
    }
    return render(request, "learning_days/programme_version.html", context)


def since_asked(request, number):
    """The number of the earlier release to compare with: the one before, where none or a senseless one is asked for."""
    asked = request.GET.get("since", "")[:9]
    return int(asked) if asked.isascii() and asked.isdecimal() and 0 < int(asked) < number else number - 1


@require_safe
@same_for_all_readers
def workshop(request, slug, pk):
    """A workshop that was released: what one takes home, where and when, and how the reader stands in it."""
    now = timezone.now()
    edition = published(slug, now)
    release = newest(edition)
    item = next((item for item in workshops_of(release) if item.id == pk), None)
    if item is None:  # a draft is read by those who work on it, where they change it
        own = get_object_or_404(Workshop.objects.of(request.user).filter(edition=edition), pk=pk)
        return redirect("learning_days:edit_proposal", edition.slug, own.pk)
    return render(request, "learning_days/workshop.html", page_of(edition, release, item, request.user, now))
