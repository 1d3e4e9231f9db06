"""GraphQL's words: types, inputs and fields, and the two roads by which they are answered."""
