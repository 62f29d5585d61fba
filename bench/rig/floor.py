"""The floor: the least that a Django page can cost, on the product's settings, middleware and server.

One table of 500 rows; a list of 20 with one indexed query and one template, a page of one row, and a POST that
writes one row. The product's pages are measured against it.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template import engines
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from . import load
from .databases import TOKEN
from .measure import CONNECTIONS, Target

ROWS = 500
EPOCH = datetime(2016, 9, 20, tzinfo=UTC)
TEMPLATE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Floor</title></head><body>
<header>{% if user.is_authenticated %}{{ user.display_name }}{% endif %}</header><main>{% for note in notes %}
<article><h2><a href="{% url 'note' note.pk %}">{{ note.title }}</a></h2><p>{{ note.author }},
<time datetime="{{ note.made_at|date:'c' }}">{{ note.made_at|date:"DATE_FORMAT" }}</time></p><p>{{ note.text }}</p>
</article>{% endfor %}</main></body></html>"""


class Note(models.Model):
    """A row of the floor's only table."""

    title = models.CharField(max_length=150)
    author = models.CharField(max_length=100)
    text = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        app_label = "bench"
        indexes = [models.Index(fields=["-made_at", "-id"], name="bench_note_newest")]

    def __str__(self):
        return self.title


@lru_cache(maxsize=1)
def template():
    return engines["django"].from_string(TEMPLATE)


def note_list(request):
    return HttpResponse(template().render({"notes": Note.objects.order_by("-made_at", "-id")[:20]}, request))


def note_page(request, pk):
    return HttpResponse(template().render({"notes": [get_object_or_404(Note, pk=pk)]}, request))


@require_POST
def write(request, pk):
    note = Note(pk=pk, title=request.POST["title"], author=request.user.username, made_at=timezone.now())
    Note.objects.bulk_create([note], update_conflicts=True, unique_fields=["id"], update_fields=["title", "author"])
    return redirect("note", pk)


urlpatterns = [path("", note_list), path("<int:pk>/", note_page, name="note"), path("<int:pk>/write/", write)]


def fill(connection):
    """Make the table anew with its 500 rows."""
    with connection.schema_editor() as editor:
        if Note._meta.db_table in connection.introspection.table_names():
            editor.delete_model(Note)
        editor.create_model(Note)
    Note.objects.bulk_create(
        Note(
            title=f"Note {n}",
            author=f"Writer {n % 50}",
            text="The least text. " * 15,
            made_at=EPOCH + timedelta(hours=n),
        )
        for n in range(1, ROWS + 1)
    )


def targets(server, jars):
    """What is measured of the floor: the list for anybody and for people signed in, one row, and the POST."""
    form = f"csrfmiddlewaretoken={TOKEN}&title=Written"
    own_rows = [range(1 + n, ROWS + 1, CONNECTIONS) for n in range(CONNECTIONS)]
    writes = [[load.post(f"/{pk}/write/", form, jar) for pk in rows] for rows, jar in zip(own_rows, jars, strict=True)]
    return {
        "list": Target(server, [[load.get("/")]] * CONNECTIONS),
        "list, signed in": Target(server, [[load.get("/", jar)] for jar in jars]),
        "page": Target(server, [[load.get("/7/")]] * CONNECTIONS),
        "POST": Target(server, writes, wanted=302),
    }
