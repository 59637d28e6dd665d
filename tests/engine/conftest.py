"""Property tests of the kernel: no deadline, for other work may share the machine."""

from hypothesis import settings

settings.register_profile("kernel", deadline=None)
settings.load_profile("kernel")
