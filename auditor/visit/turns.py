"""Turns at one browser: many visits at once, or one alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """Lets any number share, and one be alone: it waits for those who share, and they for it."""

    def __init__(self) -> None:
        self._changed = asyncio.Condition()
        self._sharing = 0
        self._alone = 0

    @asynccontextmanager
    async def shared(self) -> AsyncIterator[None]:
        """Go on once nobody is alone or waits to be."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._alone)
            self._sharing += 1
        try:
            yield
        finally:
            async with self._changed:
                self._sharing -= 1
                self._changed.notify_all()

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Go on once nobody else does."""
        async with self._changed:
            self._alone += 1
            try:
                await self._changed.wait_for(lambda: not self._sharing)
            except BaseException:
                self._alone -= 1
                self._changed.notify_all()
                raise
            self._sharing += 1
        try:
            yield
        finally:
            async with self._changed:
                self._sharing -= 1
                self._alone -= 1
                self._changed.notify_all()
