"""What changes whenever a file of open data does, read in a few sums and never by making the file."""

from django.db.models import Count, F, Func, IntegerField, Max, Sum

from ..models import Comment, Endorsement, Idea, Merge, Outcome


def ideas_stamp(request, consultation):
    """Counts, last keys and sums of keys of all that the files of ideas read.

    Keys only grow, so what comes shows in the last one, and what goes in the count; the sum tells one hidden text from
    another. Names and areas have no time of their own: their hash and their keys stand in.
    """
    ideas = Idea.objects.shared().filter(consultation=consultation)
    shown = Idea.objects.filter(pk__in=ideas.values("pk"))
    name = Func("author__display_name", function="hashtext", output_field=IntegerField())
    history = Idea.history.filter(consultation=consultation, shared_at__isnull=False)
    outcomes = Outcome.objects.filter(idea__in=ideas)
    return (
        consultation.title,
        shown.aggregate(**keys(), texts=Sum(F("pk") * F("revision")), changed=Max("changed_at"), names=Sum(name)),
        Idea.areas.through.objects.filter(idea__in=ideas).aggregate(**keys()),
        history.aggregate(last=Max("history_id")),
        Endorsement.objects.filter(idea__in=ideas).aggregate(**keys()),
        Comment.objects.filter(idea__in=ideas, hidden_at__isnull=True).aggregate(**keys()),
        outcomes.aggregate(**keys(), decided=Max("decided_at")),
        Merge.objects.filter(source__in=ideas, source_agrees=True, target_agrees=True).aggregate(**keys()),
        Outcome.history.filter(idea__in=ideas).aggregate(last=Max("history_id")),
    )


def keys():
    return {"count": Count("pk"), "last": Max("pk"), "sum": Sum("pk")}
