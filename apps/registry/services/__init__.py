"""What changes in the registry: packs, and what is said of the versions that have one."""
