"""What the pages of settings show, as plain values."""
