"""The API level: one number that rises with every change to ``levelwise.graphql``."""

API_LEVEL = 2
