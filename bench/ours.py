"""This server, as it is served: settings from the environment, one worker."""

from dataclasses import replace

from server.database.deployment import opened
from server.serving import serve
from server.settings import read

if __name__ == "__main__":
    settings = read()
    with opened(settings) as deployment:
        # Readings are measured: the sweep of a million overdue rows would run beside them.
        serve(settings, replace(deployment, relay_dsn=None))
