"""GraphQL's words: Rates, the control index and the scores of the organisation department."""
