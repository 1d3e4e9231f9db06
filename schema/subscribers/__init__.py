"""GraphQL's words of the systems that are told what happens."""
