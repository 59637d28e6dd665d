"""Deploying on a cluster: manifests (pure), the way to its API, and the deployer that uses both."""
