"""The program that stands for `planparse`: has the server fork a process, and ends as that does.

Arguments: the server's socket, its PYTHONPATH, then those of the command. It imports next to nothing, for
its start is what every command of a transcript waits for.
"""

import marshal
import os
import socket
import sys

HEEDED = ("PYTHON", "LC_")
"""Variables that an interpreter heeds as it starts: with others than the server's it is started."""


def main() -> None:
    server, modules, *arguments = sys.argv[1:]
    environment = dict(os.environ)
    heeded = {
        name: environment[name] for name in environment if name.startswith(HEEDED)
    }
    if heeded == {"PYTHONPATH": modules}:
        umask = os.umask(0o077)
        os.umask(umask)
        asked = marshal.dumps((arguments, os.getcwd(), environment, umask))
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(server)
            try:
                socket.send_fds(connection, [len(asked).to_bytes(4, "big")], [0, 1, 2])
            except OSError:
                pass  # one of them is closed
            else:
                connection.sendall(asked)
                end(int.from_bytes(connection.recv(4), "big", signed=True))
    os.execv(sys.executable, [sys.executable, "-m", "planparse", *arguments])


def end(status: int) -> None:
    """End as the forked process did: with its status, or by the signal that ended it."""
    if status < 0:
        os.kill(os.getpid(), -status)
    sys.exit(status)


if __name__ == "__main__":
    main()
