"""The PostgreSQL of a deployment: found, launched as an unprivileged user, and ended cleanly."""
