"""GraphQL's words of the clocks."""
