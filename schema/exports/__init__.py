"""GraphQL's words of exports and imports of tables."""
