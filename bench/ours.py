"""This server, as it is served: settings from the environment, one worker."""

from server.deployment import opened
from server.serving import serve
from server.settings import read

if __name__ == "__main__":
    settings = read()
    with opened(settings) as deployment:
        serve(settings, deployment)
