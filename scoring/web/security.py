"""Who may ask, and what an answer may do: only this machine, only with the secret, and nothing from outside.

A page of another site that is open in the same browser can send posts to 127.0.0.1, and a name of its own can be made
to lead there. So the address asked for and the page that asks are looked at before anything is read.
"""

from __future__ import annotations

from types import MappingProxyType

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",  # none at all would make browsers hide the origin of our own posts
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
)
PASSED = 4 << 30  # bytes beyond the limit that are let pass by, so that the answer is heard
OURS = frozenset({"", "same-origin", "none"})  # what a browser says of the site that asks


class TooLarge(HTTPException):
    """A body over the limit; told as a page."""

    def __init__(self) -> None:
        super().__init__(413)


class Guard:
    """Refuses strange hosts and origins and bodies over the limit; puts our headers on every answer."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], limit: int) -> None:
        self.app, self.hosts, self.limit = app, hosts, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse without a word of the page."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        if not self._ours(scope["method"], Headers(scope=scope)):
            await _refuse(send)
            return

        body = _Body(receive, self.limit)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                await body.drain()
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, body.read, guarded)

    def _ours(self, method: str, headers: Headers) -> bool:
        if headers.get("host", "").lower() not in self.hosts:
            return False
        if method in ("GET", "HEAD"):
            return True
        origin = headers.get("origin")
        known = origin is None or origin.lower() in {f"http://{host}" for host in self.hosts}
        return known and headers.get("sec-fetch-site", "") in OURS


class _Body:
    """The body of a request: read up to ``limit`` bytes; what nobody reads is let pass by.

    A browser looks at no answer before it has sent everything; cut off, it shows a broken connection and not our page.
    """

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._limit, self._seen, self._more = receive, limit, 0, True

    async def read(self) -> Message:
        """The next piece. Raises TooLarge beyond the limit."""
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        self._more = message.get("more_body", False)
        if self._seen > self._limit:
            raise TooLarge
        return message

    async def drain(self) -> None:
        """Let the rest pass by, up to PASSED bytes; nothing of it is kept."""
        while self._more and self._seen < self._limit + PASSED:
            message = await self._receive()
            self._seen += len(message.get("body", b""))
            self._more = message.get("more_body", False)


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": b"refused\n"})
