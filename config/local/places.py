"""Where the local services of this checkout keep their things. Nothing here touches the disk."""

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
HOME = ROOT / ".local"
POSTGRES_DATA = HOME / "postgres"
POSTGRES_LOG = HOME / "postgres.log"
VALKEY_FOLDER = HOME / "valkey"
VALKEY_LOG = HOME / "valkey.log"
USERS_LOCK = HOME / "users.lock"
KEEPER_LOCK = HOME / "keeper.lock"
KEEPER_LOG = HOME / "keeper.log"

DATABASE = "academy"
DATABASE_USER = "postgres"
DATABASE_PORT = 5432  # names the socket; no port is opened

LONGEST_SOCKET = 100  # bytes of a socket's path that every system takes


def socket_folder():
    """The folder of both sockets: in the checkout, or below /tmp where the checkout's path is too long for one."""
    folder = HOME / "run"
    if len(os.fsencode(folder / f".s.PGSQL.{DATABASE_PORT}")) <= LONGEST_SOCKET:
        return folder
    mark = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:16]
    return Path("/tmp") / f"peer-academy-{os.getuid()}-{mark}"  # noqa: S108 (its owner is checked)


def valkey_socket():
    return socket_folder() / "valkey.sock"


def addresses():
    """The database's and the cache's URL, for django-environ and redis-py."""
    host = quote(str(socket_folder()))
    return (
        f"postgres://{DATABASE_USER}@:{DATABASE_PORT}/{host}/{DATABASE}",
        f"unix://{quote(str(valkey_socket()))}",
    )
