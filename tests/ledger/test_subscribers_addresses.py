"""Where events may not be sent: forty addresses refused, each for what it leads to."""

import asyncio

import pytest

from ledger.subscribers.addresses import AddressRefused, Outward, is_public
from server.outgoing.webhooks import Message, NotDelivered, Post

WORLD = Outward()
LITERAL = (
    "https://127.0.0.1/", "https://127.1/", "https://0.0.0.0/", "https://0/", "https://2130706433/",
    "https://0x7f000001/", "https://0177.0.0.1/", "https://127.0.0.1.:443/", "https://10.0.0.1/",
    "https://172.16.0.1/", "https://172.31.255.255/", "https://192.168.1.1/",
    "https://100.64.0.1/", "https://100.100.100.200/latest/meta-data/",
    "https://169.254.169.254/latest/meta-data/", "https://169.254.170.2/",
    "https://168.63.129.16/", "https://192.0.0.192/", "https://192.0.2.1/", "https://198.18.0.1/",
    "https://224.0.0.1/", "https://240.0.0.1/", "https://255.255.255.255/", "https://[::1]/",
    "https://[::]/", "https://[fe80::1]/", "https://[fc00::1]/", "https://[fd00:ec2::254]/",
    "https://[fec0::1]/", "https://[ff02::1]/", "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/", "https://[::127.0.0.1]/", "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b:1::a00:1]/", "https://[::ffff:0:7f00:1]/", "https://[2002:7f00:1::]/",
    "https://[2001:0:a00:1::1]/", "https://[2001:db8::1]/",
)  # fmt: skip  # columns side by side
"""Addresses written as numbers, in every way a resolver reads them."""
NAMED = (
    "http://receiver.example.cn/", "ftp://receiver.example.cn/", "file:///etc/passwd",
    "gopher://receiver.example.cn/", "https://localhost/", "https://LOCALHOST./",
    "https://metadata.google.internal/", "https://intranet/", "https://printer.local/",
    "https://me:secret@receiver.example.cn/", "https://receiver.example.cn/#part",
    "https://receiver.example.cn\\@127.0.0.1/", "https://receiver.example.cn/\r\nx: y",
    "https://receiver.example.cn:99999/", "https:///hook", "https://受理.example.cn/",
    "https://receiver.example.cn/" + "x" * 500, "//receiver.example.cn/", "",
)  # fmt: skip  # columns side by side
LEADS = (
    "127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:10.0.0.1",
    "64:ff9b::a00:1", "fd12::1",
)  # fmt: skip  # columns side by side
"""Where a name may lead that looks like any other."""
FINE = ("https://receiver.example.cn/hook", "https://receiver.example.cn:8443/hook?a=b")
OUT = ("1.1.1.1", "8.8.8.8", "223.5.5.5", "2400:3200::1", "2606:4700:4700::1111")


@pytest.mark.parametrize("url", [*LITERAL, *NAMED])
def test_an_inner_address_is_refused_as_it_is_written(url: str) -> None:
    with pytest.raises(AddressRefused):
        WORLD.target(url)


def test_forty_addresses_are_tried() -> None:
    assert len({*LITERAL, *NAMED, *LEADS}) > 40


@pytest.mark.parametrize("address", LEADS)
def test_a_name_that_leads_to_an_inner_address_is_refused(address: str) -> None:
    target = WORLD.target(FINE[0])
    for addresses in ([address], [OUT[0], address], [address, OUT[0]]):
        with pytest.raises(AddressRefused):
            WORLD.judge(target, addresses)


@pytest.mark.parametrize("url", FINE)
def test_the_world_is_open(url: str) -> None:
    """The control: the refusals are not of everything."""
    WORLD.judge(WORLD.target(url), OUT)
    assert all(map(is_public, OUT))
    assert WORLD.target("https://1.1.1.1/hook").host == "1.1.1.1"
    assert (
        WORLD.target("https://[2606:4700:4700::1111]:8443/").netloc == "[2606:4700:4700::1111]:8443"
    )


def test_what_is_listed_is_open_and_nothing_beside_it() -> None:
    inner = Outward.listing(["10.2.0.0/16", "oa.gov.local", "::1"])
    inner.judge(inner.target("http://10.2.3.4:8080/hook"), ["10.2.3.4"])
    inner.judge(inner.target("http://oa.gov.local/hook"), ["192.168.7.7"])
    inner.judge(inner.target("https://named.example.cn/"), ["10.2.3.4"])
    inner.target("http://[::1]:8080/")
    for url in ("http://10.3.0.1/", "http://hr.gov.local/", "https://127.0.0.1/"):
        with pytest.raises(AddressRefused):
            inner.target(url)
    with pytest.raises(ValueError, match="10"):
        Outward.listing(["10.2.0.0/99"])


def test_of_a_host_one_port_can_be_listed_and_no_other_is() -> None:
    inner = Outward.listing(["127.0.0.1:8001", "[::1]:8443", "oa.gov.local:80"])
    inner.judge(inner.target("http://127.0.0.1:8001/"), ["127.0.0.1"])
    inner.target("https://[::1]:8443/")
    inner.judge(inner.target("http://oa.gov.local/"), ["10.9.9.9"])
    for url in ("http://127.0.0.1:8000/", "http://127.0.0.1/", "http://[::1]:8444/",
                "http://localhost:8001/", "http://oa.gov.local:81/", "http://127.0.0.2:8001/"):  # fmt: skip  # a signature in few lines
        with pytest.raises(AddressRefused):
            inner.target(url)
    with pytest.raises(ValueError, match=r"range|invalid"):
        Outward.listing(["127.0.0.1:99999"])


async def test_nothing_is_connected_to_before_it_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        writer.write(b"HTTP/1.1 204 Well\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    message = Message("e", "d", 1, b"{}", [b"k" * 32])
    loop = asyncio.get_running_loop()

    async def lead(*_: object, **__: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    async with server:
        inner = Post(Outward.listing(["127.0.0.1"]))
        assert await inner.send(f"http://127.0.0.1:{port}/", message) == "204"
        assert len(asked) == 1, "the control: somebody listens"
        monkeypatch.setattr(loop, "getaddrinfo", lead)
        with pytest.raises(NotDelivered, match="address_refused"):
            await Post(WORLD).send(f"https://receiver.example.cn:{port}/", message)
        assert len(asked) == 1
