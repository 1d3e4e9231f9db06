"""The address a server takes: by one alone, heard or not, and never in silence."""

import contextlib
import socket
from collections.abc import Iterator

import pytest

from server.serving import door_of, heard
from server.settings import SettingRefused, Settings
from tests.patience import PATIENCE


@pytest.fixture
def settings() -> Settings:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return Settings(port=one.getsockname()[1])


@contextlib.contextmanager
def sharing(settings: Settings) -> Iterator[socket.socket]:
    """A program that takes an address and lets others take it, too."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind((settings.host, settings.port))
        yield other


def test_a_second_start_is_refused_although_the_first_does_not_listen_yet(
    settings: Settings,
) -> None:
    with door_of(settings), pytest.raises(SettingRefused, match="another program serves there"):
        door_of(settings)
    with door_of(settings):
        pass


def test_nobody_is_heard_before_the_server_is_ready(settings: Settings) -> None:
    with door_of(settings) as door:
        address = (settings.host, settings.port)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address, timeout=PATIENCE)
        heard(door, settings)
        socket.create_connection(address, timeout=PATIENCE).close()
        with pytest.raises(SettingRefused, match="another program serves there"):
            door_of(settings)


def test_a_door_where_another_listens_by_now_is_refused_and_not_mute(settings: Settings) -> None:
    with sharing(settings) as other, socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((settings.host, settings.port))
        other.listen()
        with pytest.raises(SettingRefused, match="another program serves there"):
            heard(door, settings)


def test_an_address_where_connections_of_the_last_run_fade_is_taken(settings: Settings) -> None:
    with door_of(settings) as door:
        heard(door, settings)
        client = socket.create_connection((settings.host, settings.port), timeout=PATIENCE)
        served, _ = door.accept()
        served.close()  # who closes first waits for what may still arrive
        assert client.recv(1) == b""
        client.close()
    with door_of(settings):
        pass
