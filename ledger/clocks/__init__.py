"""Civil calendar and due dates, as functions of rules and dates alone."""
