"""Files on disk or in any S3-compatible store, arriving in parts that may be sent again.

A file has an opaque name and is never replaced. While it arrives its parts lie beside it, named by
their offset; what was received is always one run from the first byte.
"""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import obstore
from obstore.store import LocalStore, ObjectStore, from_url


class OutOfStepError(ValueError):
    """A part does not begin where the received bytes end; ``received`` says where that is."""

    def __init__(self, received: int) -> None:
        super().__init__(f"{received} bytes are here")
        self.received = received


class OtherContentError(ValueError):
    """The bytes that arrived are not those that were announced; they are gone."""


class OtherKindError(ValueError):
    """The bytes that arrived are of another kind than was announced; they are gone."""


class Look(Protocol):
    """Looks through a file as it is put together."""

    def take(self, chunk: bytes) -> None: ...
    def fits(self) -> bool: ...


@dataclass(frozen=True)
class Files:
    """A place where files are kept."""

    store: ObjectStore

    async def received(self, name: str) -> int:
        """Says how many bytes of an unfinished file are here."""
        return sum(size for _, size in await self._parts(name))

    async def receive(self, name: str, part: bytes, *, at: int) -> int:
        """Keeps one part and gives how many bytes are here now.

        Given:    at, the offset of its first byte.
        Refuses:  OutOfStepError when the part does not begin where the received bytes end.
        """
        here = await self.received(name)
        if at != here:
            raise OutOfStepError(here)
        if part:
            try:
                await obstore.put_async(self.store, _part(name, at), part, mode="create")
            except obstore.exceptions.AlreadyExistsError:
                raise OutOfStepError(await self.received(name)) from None
        return here + len(part)

    async def finish(self, name: str, *, sha256: str, look: Look | None = None) -> None:
        """Makes one file of the parts, if they are what was announced.

        Refuses:  OtherContentError when the hash differs, OtherKindError when look says that it is
                  no such file; the parts are dropped.
        """
        parts = await self._parts(name)
        digest = hashlib.sha256()
        for path, _ in parts:
            found = await obstore.get_async(self.store, path)
            chunk = bytes(await found.bytes_async())
            digest.update(chunk)
            # Twenty megabytes of text take a moment: others go on meanwhile.
            if look is not None:
                await asyncio.to_thread(look.take, chunk)
        if digest.hexdigest() != sha256:
            await self._drop(parts)
            raise OtherContentError(name)
        if look is not None and not look.fits():
            await self._drop(parts)
            raise OtherKindError(name)
        await obstore.put_async(self.store, _whole(name), self._joined(parts))
        await self._drop(parts)

    async def read(self, name: str) -> AsyncIterator[bytes] | None:
        """Opens a finished file as a stream of chunks; None when it is not here."""
        try:
            found = await obstore.get_async(self.store, _whole(name))
        except FileNotFoundError:
            return None
        return (bytes(chunk) async for chunk in found.stream(min_chunk_size=256 * 1024))

    async def keep(self, name: str, path: Path) -> None:
        """Keeps a whole file as it lies on a disk, under a name that was never used."""
        await obstore.put_async(self.store, _whole(name), path)

    async def forget_older(self, folder: str, before: datetime) -> int:
        """Removes the files of a folder that were kept before an instant; gives how many."""
        found = await obstore.list(self.store, _whole(folder)).collect_async()
        old = [one["path"] for one in found if one["last_modified"] < before]
        for path in old:
            await self._delete(path)
        return len(old)

    async def restart(self, name: str) -> None:
        """Drops the parts that are here, to be sent anew; a file that is finished stays."""
        await self._drop(await self._parts(name))

    async def forget(self, name: str) -> None:
        """Removes a file and whatever parts of it are here. One not here is forgotten."""
        await self.restart(name)
        await self._delete(_whole(name))

    async def _parts(self, name: str) -> list[tuple[str, int]]:
        found = await obstore.list(self.store, f"parts/{name}").collect_async()
        return sorted((part["path"], part["size"]) for part in found)

    async def _joined(self, parts: list[tuple[str, int]]) -> AsyncIterator[bytes]:
        for path, _ in parts:
            found = await obstore.get_async(self.store, path)
            yield bytes(await found.bytes_async())

    async def _drop(self, parts: list[tuple[str, int]]) -> None:
        for path, _ in parts:
            await self._delete(path)

    async def _delete(self, path: str) -> None:
        # Another process may have removed it in between: several sweep at once.
        with contextlib.suppress(FileNotFoundError):
            await obstore.delete_async(self.store, path)


def files_at(url: str) -> Files:
    """Opens a place for files.

    Given:    url, an absolute path, file:///path or s3://bucket/prefix; the credentials and the
              endpoint of an S3 store come from the usual AWS_* variables.
    """
    if url.startswith(("/", "file://")):
        folder = Path(url.removeprefix("file://"))
        # Evidence is nobody else's on this machine.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Files(LocalStore(prefix=str(folder)))
    return Files(from_url(url))


def _part(name: str, offset: int) -> str:
    return f"parts/{name}/{offset:012d}"


def _whole(name: str) -> str:
    return f"whole/{name}"
