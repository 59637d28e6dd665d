"""Ways out of the sandbox, by what they reach for: Python statements that raise where the way is barred.

``call(number, *arguments)`` makes a system call of this processor by its number on x86-64 or its name in
`greenlang.sandbox.system_calls`, and raises `OSError` where the kernel refuses.
"""

from collections.abc import Mapping

NETWORK = {
    "tcp to the internet": "socket.create_connection(('1.1.1.1', 53), timeout=2)",
    "tcp over ipv6": "socket.create_connection(('2606:4700:4700::1111', 53), timeout=2)",
    "dns": "socket.getaddrinfo('example.org', 80)",
    "udp": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))",
    "icmp": "socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)",
    "raw packets": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "netlink": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)",
    "vsock": "socket.socket(40, socket.SOCK_STREAM).connect((2, 1))",
    "the kernel's ciphers": "socket.socket(38, socket.SOCK_SEQPACKET)",
    "bluetooth": "socket.socket(31, socket.SOCK_RAW, 1)",
    "a server of its own": "socket.create_server(('127.0.0.1', 0))",
    "an abstract unix socket": "socket.socket(socket.AF_UNIX).connect('\\0postgres')",
    "the container engine": "socket.socket(socket.AF_UNIX).connect('/var/run/docker.sock')",
    "the system's bus": "socket.socket(socket.AF_UNIX).connect('/run/dbus/system_bus_socket')",
    "a ring of requests": "call('io_uring_setup', 1, ctypes.create_string_buffer(120))",
}
FILES = {
    "password hashes": "pathlib.Path('/etc/shadow').read_bytes()",
    "the users of the host": "pathlib.Path('/etc/passwd').read_bytes()",
    "the host's name and resolver": "pathlib.Path('/etc/resolv.conf').read_bytes()",
    "the home folders": "os.listdir('/root') and os.listdir('/home')",
    "keys of a shell account": "os.listdir('/root/.ssh')",
    "secrets of a container": "os.listdir('/run/secrets')",
    "logs": "os.listdir('/var/log')",
    "other people's temporary files": "os.listdir('/var/tmp')",
    "writing beside the root": "pathlib.Path('/escaped').write_text('x')",
    "a library loaded into every program": "pathlib.Path('/etc/ld.so.preload').write_text('/x.so')",
    "a job of the scheduler": "pathlib.Path('/etc/cron.d/x').write_text('* * * * * root true')",
    "writing into the libraries": "pathlib.Path(os.__file__).with_name('escaped.py').write_text('x')",
    "writing a module that starts with Python": "pathlib.Path(os.__file__).with_name('sitecustomize.py').touch()",
    "writing its own sources": "pathlib.Path('probe.py').write_text('x')",
    "removing its own sources": "os.unlink('probe.py')",
    "renaming the folder of its sources": "os.rename('.', '../moved')",
    "shared memory files": "pathlib.Path('/dev/shm/escaped').write_text('x')",
    "a hard link to a file outside": "os.link('/etc/ld.so.cache', out + '/x')",
    "a step above its output": "pathlib.Path(out + '/../escaped').write_text('x')",
    "a link out of its output": "os.symlink('/etc/shadow', out + '/l')\nopen(out + '/l').read()",
    "a link of its output, written through": "os.symlink('/etc/new', out + '/w')\nopen(out + '/w', 'w').write('x')",
    "handles of files": "call('open_by_handle_at', 0, ctypes.create_string_buffer(99), 0)",
    "changing a mode of the host": "os.chmod('/etc', 0o777)",
    "changing an owner of the host": "os.chown('/usr/lib', 0, 0)",
    "changing a time of the host": "os.utime('/usr/lib')",
    "cutting a file of the host": "os.truncate('/etc/ld.so.cache', 0)",
    "marks on a file of the host": "os.setxattr('/usr/lib', 'user.x', b'x')",
}
DEVICES = {
    "a device node": "os.mknod(out + '/disk', 0o60600, os.makedev(8, 0))",
    "the machine's memory": "open('/dev/mem', 'rb').read(1)",
    "the kernel's messages": "open('/dev/kmsg', 'wb').write(b'x')",
    "a disk": "open('/dev/sda', 'rb').read(1)",
    "another disk": "open('/dev/vda', 'rb').read(1)",
    "a terminal": "os.open('/dev/tty', os.O_RDWR)",
    "a pseudo terminal": "os.open('/dev/ptmx', os.O_RDWR)",
    "a fuse": "os.open('/dev/fuse', os.O_RDWR)",
    "a virtual machine": "os.open('/dev/kvm', os.O_RDWR)",
    "devices by class": "os.listdir('/sys/class')",
    "control groups": "pathlib.Path('/sys/fs/cgroup/cgroup.procs').write_text('0')",
}
PROC = {
    "environment of the first process": "pathlib.Path('/proc/1/environ').read_bytes()",
    "environment of its parent": "pathlib.Path(f'/proc/{os.getppid()}/environ').read_bytes()",
    "memory of its parent": "open(f'/proc/{os.getppid()}/mem', 'rb').read(1)",
    "root of the first process": "os.listdir('/proc/1/root')",
    "open files of the first process": "os.listdir('/proc/1/fd')",
    "open files of its own": "os.listdir('/proc/self/fd')",
    "its own memory as a file": "open('/proc/self/mem', 'r+b').read(1)",
    "its own priority for the killer": "pathlib.Path('/proc/self/oom_score_adj').write_text('-1000')",
    "the program for crashes": "pathlib.Path('/proc/sys/kernel/core_pattern').write_text('|/tmp/x')",
    "the key of magic requests": "pathlib.Path('/proc/sysrq-trigger').write_text('b')",
    "the kernel's memory": "open('/proc/kcore', 'rb').read(1)",
    "the kernel's command line": "pathlib.Path('/proc/cmdline').read_bytes()",
    "mounts of the host": "pathlib.Path('/proc/1/mountinfo').read_bytes()",
}
PROCESSES = {
    "another process": "subprocess.run([sys.executable, '-c', 'pass'], check=True)",
    "a shell": "subprocess.run(['/bin/sh', '-c', 'true'], check=True)",
    "a fork": "os.fork() or os._exit(0)",
    "becoming another program": "os.execv('/usr/bin/env', ['env'])",
    "a program from memory": "os.memfd_create('x')",
    "a program of its own writing": (
        "pathlib.Path(out + '/run').write_text('#!/bin/sh')\n"
        "os.chmod(out + '/run', 0o755)\n"
        "os.execv(out + '/run', ['run'])"
    ),
    "becoming root": "os.setuid(0)\nos.setgroups([0])",
    "tracing itself": "call('ptrace', 0, 0, 0, 0)",
    "tracing its parent": "call('ptrace', 16, os.getppid(), 0, 0)",
    "reading its parent's memory": "call('process_vm_readv', os.getppid(), 0, 0, 0, 0, 0)",
    "writing its parent's memory": "call('process_vm_writev', os.getppid(), 0, 0, 0, 0, 0)",
    "a handle on its parent": "call('pidfd_open', os.getppid() or 1, 0)",
    "a file of another process": "call('pidfd_getfd', 3, 0, 0)",
    "a signal to everybody": "os.kill(-1, signal.SIGCONT)",
    "limits of its parent": "call('prlimit64', os.getppid() or 1, 7, 0, ctypes.create_string_buffer(16))",
    "a session of its own": "os.setsid()",
    "a group of its own": "os.setpgid(0, 0)",
    "outliving the product": "call('prctl', 1, 0, 0, 0, 0)",
    "a higher priority": "os.setpriority(os.PRIO_PROCESS, 0, -20)",
    "real time": "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))",
}
NAMESPACES = {
    "another root": "os.chroot('/usr')",
    "turning the root": "call('pivot_root', b'.', b'.')",
    "new namespaces": "call('unshare', 0x10000000)",
    "a new mount namespace": "call('unshare', 0x20000)",
    "joining namespaces": "call('setns', 0, 0)",
    "a child in a new user namespace": "call('clone', 0x10000011, 0, 0, 0, 0)",
    "the newer clone": "call('clone3', ctypes.create_string_buffer(88), 88)",
    "mounting": "call('mount', b'none', b'/tmp', b'tmpfs', 0, 0)",
    "remounting writable": "call('mount', b'none', b'/', b'', 0x20, 0)",
    "unmounting": "call('umount2', b'/', 2)",
    "a tree of mounts": "call('open_tree', -100, b'/', 1)",
    "moving a mount": "call('move_mount', 0, b'', -100, b'/tmp', 4)",
    "a file system of its own": "call('fsopen', b'tmpfs', 0)",
    "attributes of a mount": "call('mount_setattr', -100, b'/', 0, ctypes.create_string_buffer(32), 32)",
    "another host name": "call('sethostname', b'x', 1)",
}
KERNEL = {
    "programs in the kernel": "call('bpf', 0, ctypes.create_string_buffer(120), 120)",
    "its counters": "call('perf_event_open', ctypes.create_string_buffer(128), 0, -1, -1, 0)",
    "page faults by hand": "call('userfaultfd', 0)",
    "keys": "call('keyctl', 0, -3, 0)",
    "a key of its own": "call('add_key', b'user', b'x', b'x', 1, -3)",
    "a module": "call('init_module', b'', 0, b'')",
    "another kernel": "call('kexec_load', 0, 0, 0, 0)",
    "a restart": "call('reboot', 0xfee1dead, 672274793, 0, 0)",
    "swapping": "call('swapon', b'/tmp/x', 0)",
    "the clock": "call('clock_settime', 0, ctypes.create_string_buffer(16))",
    "accounting": "call('acct', b'/tmp/x')",
    "the log": "call('syslog', 3, ctypes.create_string_buffer(99), 99)",
    "another personality": "call('personality', 0x0400000)",
    "watching every file": "call('fanotify_init', 0, 0)",
    "calls newer than the filter": "raw(467, 0, 0, 0)",
}
MEMORY = {
    "shared segments": "call('shmget', 0, 4096, 0o1600)",
    "semaphores": "call('semget', 0, 1, 0o1600)",
    "message queues": "call('msgget', 0, 0o1600)",
    "posix message queues": "call('mq_open', b'x', 0o102, 0o600, 0)",
    "secret memory": "call('memfd_secret', 0)",
    "more memory": "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))",
    "more processor time": "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1 << 20, 1 << 20))",
    "more open files": "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (1 << 20, 1 << 20))",
    "a dump of itself": "import resource; resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))",
    "a file without bounds": "open(out + '/sparse', 'wb').truncate(1 << 40)",
}
FAMILIES: Mapping[str, Mapping[str, str]] = {
    "network": NETWORK,
    "files": FILES,
    "devices": DEVICES,
    "proc": PROC,
    "processes": PROCESSES,
    "namespaces": NAMESPACES,
    "kernel": KERNEL,
    "memory": MEMORY,
}
PROBES = [(family, name) for family, probes in FAMILIES.items() for name in probes]

ATTEMPTS = """
import ctypes, json, os, pathlib, signal, socket, subprocess, sys
out = os.environ['SANDBOX_OUT']
libc = ctypes.CDLL(None, use_errno=True)
numbers, probes = json.load(open('numbers.json')), json.load(open('probes.json'))

def raw(number, *arguments):
    given = [each if isinstance(each, (bytes, ctypes.Array)) else ctypes.c_long(each) for each in arguments]
    if libc.syscall(ctypes.c_long(number), *given) < 0:
        raise OSError(ctypes.get_errno(), 'refused by the kernel')

def call(name, *arguments):
    if numbers[name] is None:
        raise OSError(38, 'this processor has no such call')
    raw(numbers[name], *arguments)

parent = os.getpid()
for name, body in probes.items():
    try:
        exec(compile(body, name, 'exec'), dict(globals()))
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        outcome = f'refused: {type(error).__name__}: {error}'
    else:
        outcome = 'reached'
    if os.getpid() != parent:
        os._exit(0)
    print(json.dumps([name, outcome]), flush=True)
"""
"""Tries each in turn and says on a line of its own how it went."""
