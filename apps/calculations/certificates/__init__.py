"""What is proven to outsiders: signed statements about a ledger, certificates, the program that checks them. Pure."""
