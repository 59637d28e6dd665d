"""The sections of the printed report, each as blocks made of a snapshot alone."""
