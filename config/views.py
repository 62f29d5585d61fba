"""The home page, the pages for machines, the page for a form that came back too late, and the way from the desk."""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.cache import cache
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy.open_now import open_cohorts
from academy.sources import taught_from_consultation
from consultations.idea_rows import idea_rows
from consultations.models import Consultation
from consultations.sections import so_far
from learning_days import start as learning_days
from mentoring import start as mentoring
from notices.models import Notice
from people.readers import same_for_all_readers


@require_safe
@same_for_all_readers
def home(request):
    """What is open now, and what is shared lately."""
    now = timezone.now()
    consultations = Consultation.objects.published_at(now).with_open_flag(now).select_related("language").newest_first()
    current = next((item for item in consultations if item.is_open), None)
    context = {"current": current, "open_cohorts": open_cohorts(now), "now": now}
    context |= {"open_rounds": mentoring.open_rounds(now), "pairing": mentoring.so_far(now)}
    context |= {"coming_editions": learning_days.coming(now), "gathered": learning_days.so_far(now)}
    context["asked"] = len(consultations)
    if current:
        ideas = current.ideas.shared().with_people().with_counts().order_by("-shared_at", "-pk")[:3]
        context |= {"rows": list(idea_rows(ideas, current)), "counts": so_far(current)}
        context["taught"] = taught_from_consultation(current, now)
    return render(request, "home.html", context)


@require_safe
@never_cache
def live(request):
    """The process answers."""
    return JsonResponse({"status": "live"})


@require_safe
@never_cache
def ready(request):
    """The database and the cache answer too; 503 names the one that does not.

    How late the oldest notice is stands beside it as a figure: a web server is no less ready for a worker that is not.
    """
    failed, late = [], None
    try:
        late = seconds_late(timezone.now())
    except Exception:  # any failure of the driver means the same: not ready
        failed.append("database")
    try:
        cache.set("ready", 1, 5)
    except Exception:  # as above
        failed.append("cache")
    state = "not ready" if failed else "ready"
    answer = {"status": state, "failed": failed, "oldest_due_notice_seconds": late}
    return JsonResponse(answer, status=503 if failed else 200)


def seconds_late(now):
    """How long the oldest notice waits beyond its time, in whole seconds."""
    oldest = Notice.objects.oldest_due_at(now)
    return int((now - oldest).total_seconds()) if oldest else 0


def csrf_failure(request, reason=""):
    """A form came without its token: what was typed stands on the page, to be sent again."""
    typed = [
        (key, value) for key, value in request.POST.items() if key != "csrfmiddlewaretoken" and "password" not in key
    ]
    return render(request, "403_csrf.html", {"typed": typed, "reason": reason}, status=403)


def bad_request(request, exception):
    """What could not be understood. Django's own page for it reads the form once more, and fails on it again."""
    return render(request, "400.html", status=400)


def view_on_site(request, content_type_id, object_id):
    """Lead from the desk to the page of a thing, where the desk shows the thing and such a link to this organizer.

    Django's own view leads anybody of the staff anywhere: the address of an application holds its code.
    """
    kind = ContentType.objects.filter(pk=content_type_id).first() if content_type_id.isdecimal() else None
    desk = admin.site._registry.get(kind.model_class()) if kind else None
    found = desk.get_object(request, object_id) if desk and desk.has_view_permission(request) else None
    if found is None or desk.get_view_on_site_url(found) is None:
        raise Http404
    return shortcut(request, content_type_id, object_id)
