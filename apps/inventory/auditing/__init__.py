"""What an auditor does with a period: draws samples, concludes on each line, raises findings.

See ``docs/sign-off.md``.
"""
