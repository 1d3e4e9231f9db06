"""Appointments, posts, roles and grants as GraphQL has them."""
