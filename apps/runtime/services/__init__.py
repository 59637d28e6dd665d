"""What is done with registered agents: deployed, executed, run over a period."""
