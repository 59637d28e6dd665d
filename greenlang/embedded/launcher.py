"""Becomes another program, after giving up what it must not have. Run as a script, standard library only.

Usage: ``launcher.py PARENT_PID DEATH_SIGNAL IDENTITY PROGRAM [ARGUMENT...]``. The program is sent
DEATH_SIGNAL when its parent dies. IDENTITY: ``same`` user; ``namespace``: a user namespace in which this
user is *nobody* (PostgreSQL refuses to run as root; outside nothing changes); ``nobody``: really that user.
A script of its own rather than code between fork and exec, where a process with threads may lock up.
"""

import ctypes
import os
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
NOBODY = 65534


def enter_namespace() -> None:
    """Map this user, and only this user, to nobody in a new user namespace."""
    user, group = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "a user namespace cannot be made")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")


def become_nobody() -> None:
    """Drop root for good."""
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def main(arguments: list[str]) -> None:
    """Does not return: becomes the program, or exits with 127 and the reason on stderr."""
    parent, death_signal, identity, *command = arguments
    try:
        if identity == "namespace":
            enter_namespace()
        elif identity == "nobody":
            become_nobody()
        # After the change of identity, which clears the death signal.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != int(parent):
            sys.exit("the parent is gone already")
        os.execvp(command[0], command)
    except OSError as error:
        sys.stderr.write(f"{command[0]} cannot be started: {error}\n")
        sys.exit(127)


if __name__ == "__main__":
    main(sys.argv[1:])
