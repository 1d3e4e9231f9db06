"""What each level sets for problems, in GraphQL."""
