"""Fifty people ask two mentors for their last places at the same moment; prints what came of it as JSON."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rig import databases

PEOPLE, PATIENCE = 50, 60  # PATIENCE: seconds


def main(name):
    databases.enter(name)
    from mentoring.models import Mentor, MentoringRequest
    from rig import matching_rows

    matching_rows.gather(PEOPLE)
    mentors = list(Mentor.objects.order_by("pk")[:2])
    Mentor.objects.update(capacity=1)
    requests = list(MentoringRequest.objects.order_by("pk"))
    barrier = Barrier(PEOPLE)
    with ThreadPoolExecutor(PEOPLE) as pool:
        asked = [pool.submit(become_a_pair, one, mentors[at % 2], barrier) for at, one in enumerate(requests)]
        given = sum(each.result() for each in asked)
    beyond = sum(max(0, -mentor.free) for mentor in Mentor.objects.with_load())
    print(json.dumps({"people": PEOPLE, "given": given, "beyond": beyond}))


def become_a_pair(request, mentor, barrier):
    """Ask once everybody is there; the mentor accepts at once. Whether they are a pair then."""
    from django.core.exceptions import ValidationError
    from django.db import connection
    from django.utils import timezone

    from mentoring.actions.proposals import accept, ask

    barrier.wait(PATIENCE)
    try:
        proposal = ask(request=request, mentor=mentor, message="", now=timezone.now())
        return accept(proposal=proposal, side="mentor", now=timezone.now()) is not None
    except ValidationError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
