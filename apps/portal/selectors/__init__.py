"""What the pages read, across the rooms they show."""
