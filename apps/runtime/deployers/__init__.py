"""Where agents run: each deployer takes a registered version and answers where it can be reached."""
