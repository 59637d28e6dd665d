"""An agent in a pod of its own: the same runtime as in the web processes, without a database and without a secret.

``python -m apps.runtime.pod`` verifies the mounted pack and serves it: inputs and resolved factors in, results out.
"""
