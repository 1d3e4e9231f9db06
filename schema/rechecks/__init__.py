"""GraphQL's words: Looking at what was closed again: planned, sampled, held or rebound."""
