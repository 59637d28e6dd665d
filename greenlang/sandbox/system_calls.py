"""Numbers of the system calls the sandbox refuses, for the two processors it knows.

From the kernel's ``arch/x86/entry/syscalls/syscall_64.tbl`` and ``include/uapi/asm-generic/unistd.h``.
``None``: the processor has no such call. Calls above `NEWEST` were unknown when this was written and are
answered as "no such call", which is what libraries expect of an older kernel.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Number(NamedTuple):
    """One call's number on each processor."""

    x86_64: int | None
    aarch64: int | None


NEWEST = 462

NETWORK: Mapping[str, Number] = {
    "socket": Number(41, 198),
    "connect": Number(42, 203),
    "accept": Number(43, 202),
    "bind": Number(49, 200),
    "listen": Number(50, 201),
    "accept4": Number(288, 242),
}

OTHER_PROCESSES: Mapping[str, Number] = {
    "ptrace": Number(101, 117),
    "process_vm_readv": Number(310, 270),
    "process_vm_writev": Number(311, 271),
    "pidfd_open": Number(434, 434),
    "pidfd_getfd": Number(438, 438),
    "pidfd_send_signal": Number(424, 424),
    "process_madvise": Number(440, 440),
    "kcmp": Number(312, 272),
    "migrate_pages": Number(256, 238),
    "move_pages": Number(279, 239),
    # The watcher finds all tasks of a run by their session and ends them by their process group.
    "setsid": Number(112, 157),
    "setpgid": Number(109, 154),
}

NAMESPACES_AND_MOUNTS: Mapping[str, Number] = {
    "mount": Number(165, 40),
    "umount2": Number(166, 39),
    "pivot_root": Number(155, 41),
    "chroot": Number(161, 51),
    "unshare": Number(272, 97),
    "setns": Number(308, 268),
    "open_tree": Number(428, 428),
    "move_mount": Number(429, 429),
    "fsopen": Number(430, 430),
    "fsconfig": Number(431, 431),
    "fsmount": Number(432, 432),
    "fspick": Number(433, 433),
    "mount_setattr": Number(442, 442),
}

KERNEL: Mapping[str, Number] = {
    "bpf": Number(321, 280),
    "perf_event_open": Number(298, 241),
    "userfaultfd": Number(323, 282),
    # io_uring would open sockets and files past this filter.
    "io_uring_setup": Number(425, 425),
    "io_uring_enter": Number(426, 426),
    "io_uring_register": Number(427, 427),
    "keyctl": Number(250, 219),
    "add_key": Number(248, 217),
    "request_key": Number(249, 218),
    "init_module": Number(175, 105),
    "finit_module": Number(313, 273),
    "delete_module": Number(176, 106),
    "kexec_load": Number(246, 104),
    "kexec_file_load": Number(320, 294),
    "reboot": Number(169, 142),
    "swapon": Number(167, 224),
    "swapoff": Number(168, 225),
    "acct": Number(163, 89),
    "quotactl": Number(179, 60),
    "quotactl_fd": Number(443, 443),
    "syslog": Number(103, 116),
    "settimeofday": Number(164, 170),
    "clock_settime": Number(227, 112),
    "clock_adjtime": Number(305, 266),
    "adjtimex": Number(159, 171),
    "sethostname": Number(170, 161),
    "setdomainname": Number(171, 162),
    "iopl": Number(172, None),
    "ioperm": Number(173, None),
    "modify_ldt": Number(154, None),
    "personality": Number(135, 92),
    "vhangup": Number(153, 58),
    "name_to_handle_at": Number(303, 264),
    "open_by_handle_at": Number(304, 265),
    "fanotify_init": Number(300, 262),
    "fanotify_mark": Number(301, 263),
}

MEMORY_OUTSIDE_THE_LIMIT: Mapping[str, Number] = {
    # Pages of these count neither as address space nor as files of a bounded file system.
    "memfd_create": Number(319, 279),
    "memfd_secret": Number(447, 447),
    "shmget": Number(29, 194),
    "shmat": Number(30, 196),
    "shmctl": Number(31, 195),
    "semget": Number(64, 190),
    "semctl": Number(66, 191),
    "msgget": Number(68, 186),
    "msgctl": Number(71, 187),
    "msgsnd": Number(69, 189),
    "msgrcv": Number(70, 188),
    "mq_open": Number(240, 180),
    "mq_unlink": Number(241, 181),
}

NEW_PROCESS: Mapping[str, Number] = {"fork": Number(57, None), "vfork": Number(58, None)}

WITHOUT_OWN_NAMESPACES: Mapping[str, Number] = {
    # Landlock governs neither signals (before its sixth interface) nor a file's owner, mode and times, and the
    # run has the uid of the product: all of these are refused.
    "kill": Number(62, 129),
    "tkill": Number(200, 130),
    "tgkill": Number(234, 131),
    "rt_sigqueueinfo": Number(129, 138),
    "rt_tgsigqueueinfo": Number(297, 240),
    "setpriority": Number(141, 140),
    "ioprio_set": Number(251, 30),
    "sched_setscheduler": Number(144, 119),
    "sched_setparam": Number(142, 118),
    "sched_setaffinity": Number(203, 122),
    "sched_setattr": Number(314, 274),
    "chmod": Number(90, None),
    "fchmod": Number(91, 52),
    "fchmodat": Number(268, 53),
    "fchmodat2": Number(452, 452),
    "chown": Number(92, None),
    "lchown": Number(94, None),
    "fchown": Number(93, 55),
    "fchownat": Number(260, 54),
    "setxattr": Number(188, 5),
    "lsetxattr": Number(189, 6),
    "fsetxattr": Number(190, 7),
    "removexattr": Number(197, 14),
    "lremovexattr": Number(198, 15),
    "fremovexattr": Number(199, 16),
    "utime": Number(132, None),
    "utimes": Number(235, None),
    "futimesat": Number(261, None),
    "utimensat": Number(280, 88),
    "truncate": Number(76, 45),
    "inotify_init": Number(253, None),
    "inotify_init1": Number(294, 26),
    "inotify_add_watch": Number(254, 27),
}

CLONE = Number(56, 220)
CLONE3 = Number(435, 435)
PRCTL = Number(157, 167)
PRLIMIT64 = Number(302, 261)
