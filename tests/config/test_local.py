"""The local services through everything that befalls a machine of one's own."""

import os
import resource
import signal
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings

from config import local

STARTED = "from config import local; local.start(); print('ready')"


def test_start_makes_a_database_that_knows_letters_of_every_script(checkout):
    checkout.ask("CREATE EXTENSION pg_trgm")

    for word in ("قيادة", "नेतृत्व", "リーダー", "uongozi"):
        assert checkout.ask(f"SELECT cardinality(show_trgm('{word}')) > 1") == "[(True,)]"


def test_start_by_four_at_the_same_moment_runs_one_server(checkout):
    programs = [checkout.begin(STARTED) for _ in range(4)]

    answers = [program.communicate(timeout=120)[0].strip() for program in programs]

    assert answers == ["ready"] * 4
    assert [program.returncode for program in programs] == [0] * 4
    first = checkout.postmaster()
    checkout.ask("SELECT 1")
    assert checkout.postmaster() == first


def test_start_after_the_keeper_was_killed_takes_over_the_running_servers(checkout):
    checkout.ask("CREATE TABLE kept AS SELECT 42 AS answer")
    server, keeper = checkout.postmaster(), checkout.keeper()
    os.kill(keeper, signal.SIGKILL)

    assert checkout.ask("SELECT answer FROM kept") == "[(42,)]"

    assert checkout.postmaster() == server
    assert checkout.keeper() != keeper


def test_start_after_everything_was_killed_recovers_the_data(checkout):
    checkout.ask("CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(checkout.keeper(), signal.SIGKILL)
    os.kill(checkout.postmaster(), signal.SIGKILL)

    assert checkout.ask("SELECT answer FROM kept") == "[(42,)]"


def test_keeper_starts_a_killed_server_again_for_those_who_use_it(checkout):
    checkout.ask("CREATE TABLE kept AS SELECT 42 AS answer")
    with checkout.begin("from config import local; local.start(); print('ready', flush=True); input()") as user:
        user.stdout.readline()
        killed = checkout.postmaster()
        os.kill(killed, signal.SIGKILL)

        assert checkout.ask("SELECT answer FROM kept") == "[(42,)]"

        assert checkout.postmaster() != killed
        user.kill()


def test_start_is_not_misled_by_an_old_id_that_belongs_to_somebody_else(checkout):
    checkout.ask("CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(checkout.keeper(), signal.SIGKILL)
    ids = (checkout.home / "postgres" / "postmaster.pid").read_text()
    os.kill(checkout.postmaster(), signal.SIGKILL)
    (checkout.home / "postgres" / "postmaster.pid").write_text(ids.replace(ids.split()[0], str(os.getpid()), 1))

    assert checkout.ask("SELECT answer FROM kept") == "[(42,)]"


def test_servers_stop_after_the_last_user_and_forget_test_databases(checkout):
    checkout.ask("CREATE DATABASE test_academy_1")
    deadline = time.monotonic() + 60
    while (checkout.home / "postgres" / "postmaster.pid").exists():
        assert time.monotonic() < deadline, "the servers still run"
        time.sleep(0.2)

    assert checkout.ask("SELECT datname FROM pg_database WHERE datname LIKE '%academy%'") == "[('academy',)]"


def test_sockets_of_a_checkout_with_a_long_path_lie_in_a_private_folder(far_checkout):
    assert far_checkout.ask("SELECT 1") == "[(1,)]"

    code, folder, complaint = far_checkout.run("from config.local import places; print(places.socket_folder())")
    assert (code, complaint) == (0, "")
    assert folder.startswith("/tmp/peer-academy-")
    assert os.stat(folder).st_mode & 0o777 == 0o700


def test_addresses_are_understood_by_the_settings(checkout):
    code, said, complaint = checkout.run("""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
from config import local
local.start()
from django.conf import settings
from django.core.cache.backends.redis import RedisCache
import psycopg2
database = settings.DATABASES["default"]
psycopg2.connect(host=database["HOST"], port=database["PORT"], user=database["USER"], dbname=database["NAME"]).close()
cache = RedisCache(settings.CACHES["default"]["LOCATION"], {})
cache.set("word", "kept")
print(cache.get("word"))
""")

    assert (code, said) == (0, "kept"), complaint


def test_importing_settings_starts_nothing(checkout):
    assert checkout.run("import config.settings")[0] == 0
    assert not (checkout.home / "keeper.lock").exists()


def test_secret_key_is_made_once_by_many_at_once(checkout):
    programs = [checkout.begin("from config import local; print(local.secret_key())") for _ in range(4)]

    keys = {program.communicate(timeout=60)[0].strip() for program in programs}

    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert (checkout.home / "secret_key").stat().st_mode & 0o777 == 0o600


def test_start_does_nothing_with_a_database_url(checkout):
    checkout.environment["DATABASE_URL"] = "postgres://nobody@nowhere/nothing"

    assert checkout.run(STARTED) == (0, "ready", "")
    assert not checkout.home.exists()


def test_start_does_nothing_with_a_database_url_in_the_env_file(checkout):
    (checkout.folder / ".env").write_text("DATABASE_URL=postgres://nobody@nowhere/nothing\n")

    assert checkout.run(STARTED) == (0, "ready", "")
    assert not checkout.home.exists()


def fill_the_disk():
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))


def test_start_on_a_full_disk_says_so_and_succeeds_when_there_is_room(checkout):
    code, said, complaint = checkout.run(STARTED, preexec_fn=fill_the_disk)

    assert (code, said) == (1, "")
    assert complaint.splitlines()[-1].endswith("is full: make room (300 MB will do) and start again. No data is lost.")
    assert "Traceback" not in complaint
    assert checkout.ask("SELECT 1") == "[(1,)]"


def test_start_on_data_of_another_version_says_what_to_do_and_leaves_it(checkout):
    data = checkout.home / "postgres"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("15\n")

    code, said, complaint = checkout.run(STARTED)

    assert (code, said) == (1, "")
    assert "is of PostgreSQL 15, and this checkout runs 18: move that folder away to begin anew" in complaint
    assert "Traceback" not in complaint
    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]


def test_start_where_it_may_not_write_says_what_to_do(checkout):
    checkout.home.symlink_to("/sys/kernel")  # nobody may make files there, not even root

    code, said, complaint = checkout.run(STARTED)

    assert (code, said) == (1, "")
    assert complaint.startswith("This user may not write to ")
    assert "sudo chown -R $USER" in complaint
    assert "Traceback" not in complaint
    checkout.home.unlink()


def run_on(port):
    return subprocess.run(
        [sys.executable, "-m", "config.local.run"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "PORT": port},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_run_on_a_port_in_use_says_what_to_do():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = run_on(str(port))

    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"Port {port} is in use, perhaps by an earlier make run: stop that, or choose another one: "
        f"make run PORT={port + 1}."
    )


@pytest.mark.parametrize("port", ["eighty", "70000", "-1"])
def test_run_on_a_port_that_is_none_says_what_to_do(port):
    done = run_on(port)

    assert done.returncode == 1
    assert done.stderr.strip() == f"PORT={port} is no port: choose a number from 1024 to 65535."


def test_local_is_what_the_tests_run_on_without_a_database_url():
    assert local.is_local() == ("DATABASE_URL" not in os.environ)
