"""Many people at the same moment: each thread has its own connection and waits at a barrier."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from threading import Barrier

from django.db import connection
from django.test import Client
from django.test.client import ClientHandler

AT_ONCE = 50  # connections of a crowd


def at_once(calls):
    """Run the calls together; answer, in their order, what each returned or the exception it raised."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait(timeout=30)
        try:
            return call()
        except Exception as error:  # the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def codes(calls):
    """The status codes of all calls, which begin together; each answers a list of them, and none may fail."""
    answers = at_once(calls)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    return [code for answer in answers for code in answer]


def crowd(send, browsers):
    """The status codes of all browsers. AT_ONCE of them send at the same moment, and the others after them.

    `send(browsers)` answers a list of the codes of some of them, one after another.
    """
    return codes([partial(send, browsers[start::AT_ONCE]) for start in range(AT_ONCE)])


@cache
def server():
    """One for all browsers, as outside of tests: each of its own would gather all static files first."""
    handler = ClientHandler(enforce_csrf_checks=False)
    handler.load_middleware()
    return handler


def browser(person):
    """A browser in which the person is signed in; an error of the server is a 500 to it."""
    client = Client(raise_request_exception=False)
    client.handler = server()
    client.force_login(person)
    return client


@contextmanager
def slowed(*changes, seconds):
    """Changes such as "AFTER INSERT ON a_table FOR EACH ROW" wait before their transaction goes on.

    Others come in between. The fixture that uses this asks for a database whose transactions are real.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION wait_a_moment() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN PERFORM pg_sleep({seconds}); RETURN coalesce(NEW, OLD); END $$"
        )
        for change in changes:
            cursor.execute(f"CREATE TRIGGER slow {change} EXECUTE FUNCTION wait_a_moment()")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION wait_a_moment() CASCADE")
