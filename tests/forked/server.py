"""What has imported the modules of planparse, and forks a process for each command.

Argument: the socket to listen on. Of the two processes forked for a command, one runs it,
and the other waits for it and tells the client how it ended.
"""

import importlib
import marshal
import os
import pkgutil
import signal
import socket
import sys

import planparse.cli
from planparse.__main__ import main as planparse_command
from planparse.grammar.shipped import shipped


def main() -> None:
    for module in pkgutil.iter_modules(planparse.cli.__path__, "planparse.cli."):
        importlib.import_module(module.name)
    shipped()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that wait
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(sys.argv[1])
        listening.listen(64)
        print("ready", flush=True)
        while True:
            connection, _ = listening.accept()
            if os.fork() == 0:
                break
            connection.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    serve(connection)


def serve(connection: socket.socket) -> None:
    """Run the command that the client asks for, in a process of its own, and tell its end."""
    size, files, _, _ = socket.recv_fds(connection, 4, 3)
    asked = b""
    while len(asked) < int.from_bytes(size, "big"):
        asked += connection.recv(1 << 20)
    command = os.fork()
    if command == 0:
        connection.close()
        become(*marshal.loads(asked), files)
        planparse_command()
        return
    _, status = os.waitpid(command, 0)
    connection.sendall(
        os.waitstatus_to_exitcode(status).to_bytes(4, "big", signed=True)
    )
    os._exit(0)


def become(
    arguments: list[str],
    folder: str,
    environment: dict[str, str],
    umask: int,
    files: list[int],
) -> None:
    """Take on what a process is started with."""
    for target, file in enumerate(files):
        os.dup2(file, target)
        os.close(file)
    os.umask(umask)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["planparse", *arguments]


if __name__ == "__main__":
    main()
