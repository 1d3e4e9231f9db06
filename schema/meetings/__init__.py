"""GraphQL's words of the meetings of a level."""
