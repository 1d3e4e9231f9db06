"""GraphQL's words of the clusters."""
