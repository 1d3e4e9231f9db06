"""GraphQL's words of the reorganisations."""
