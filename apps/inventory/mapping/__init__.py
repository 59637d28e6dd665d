"""From what a row is called to what an agent can calculate. Pure: words and offers in, ranked candidates out."""
