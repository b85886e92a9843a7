"""``score serve``: the address, the server. Nothing is heard outside this machine, nothing is logged."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Thread

from indicators.messages import Message, of_system
from indicators.reading.limits import Limits
from indicators.reading.load import Loaded
from scoring.console import OK, flush, say, told, trouble
from scoring.web.door import Door, clear, leading
from scoring.web.folder import is_ended, private_folder

HERE = "127.0.0.1"


def serve(first: Callable[[], Sequence[Loaded]], limits: Limits, language: str, *, port: int, browser: bool) -> int:
    """Serve the page until it is interrupted; ``first`` gives the forms that are open from the start. The exit code."""
    if missing():
        return trouble(told("the page needs libraries: pip install 'jixiao[web]'", language))
    try:
        listening = _listen(port)
    except (OSError, OverflowError) as error:
        reason = of_system(error).show(language)
        return trouble(told("port {port} cannot be used: {reason}", language, port=port, reason=reason))
    with listening, private_folder() as folder:
        _serve(listening, folder, first, limits, language, browser=browser)
    return OK


def missing() -> bool:
    """Whether a library of the page is not there."""
    from importlib.util import find_spec

    return not all(map(find_spec, ("starlette", "uvicorn", "jinja2", "python_multipart")))


def _listen(port: int) -> socket.socket:
    """Hear at once, so that a browser that is quicker than we are waits instead of failing."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":  # there SO_REUSEADDR would let another program hear on our port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((HERE, port))
    listening.listen(64)
    return listening


def _serve(
    listening: socket.socket, folder: Path, first: Callable[[], Sequence[Loaded]], limits: Limits, language: str, *,
    browser: bool,
) -> None:  # fmt: skip
    port = listening.getsockname()[1]

    def address(token: str) -> str:
        return f"http://{HERE}:{port}/?token={token}"

    def used(token: str) -> None:
        """The next address; in a thread, because a terminal that stands still takes no text."""
        clear(folder)
        again = Message(
            "{address}  (for another browser: the address before it is used up)\n", {"address": address(token)}
        )
        Thread(target=_say, args=(again.show(language),), daemon=True).start()

    door = Door(used)
    _say(Message("{address}  (only this machine; Ctrl+C ends it)\n", {"address": address(door.token)}).show(language))
    if browser:
        import webbrowser

        start = leading(folder, address(door.token))
        Thread(target=webbrowser.open, args=(start.as_uri(),), daemon=True).start()
    import uvicorn

    from scoring.web.app import Site, make_app
    from scoring.web.pages import Pages
    from scoring.web.sessions import Sessions

    site = Site(door, Sessions(lru_cache(first)), Pages(language), limits)
    app = make_app(site, frozenset({f"{HERE}:{port}", f"localhost:{port}"}))
    config = uvicorn.Config(
        app, log_config=None, log_level="critical", access_log=False, server_header=False, lifespan="off",
        proxy_headers=False, timeout_graceful_shutdown=1, ws="none",
    )  # fmt: skip
    server = uvicorn.Server(config)
    if not is_ended():  # while the libraries came
        server.run(sockets=[listening])


def _say(text: str) -> None:
    with suppress(OSError, ValueError):  # the terminal is gone: the page lives on
        say(text)
        flush()
