"""``score serve``: the arguments, the address, the server. Nothing is heard outside this machine, nothing is logged."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Sequence
from functools import lru_cache, partial

from indicators.messages import Message
from indicators.reading.limits import Limits
from indicators.reading.load import Loaded, read
from indicators.reading.problems import InputError
from scoring.console import OK, flush, say, tell, told, trouble
from scoring.options import Parser

HERE = "127.0.0.1"


def run(arguments: Sequence[str], language: str) -> int:
    """Do the job until it is interrupted; the exit code."""
    parser = Parser(
        language,
        "score serve",
        "A page on this machine: drop forms, see what is wrong, mend values, take the corrected forms.",
        "Nothing leaves this machine and nothing is written to its disk. Ctrl+C ends it.",
    )
    add = parser.choices.add_argument
    parser.work.add_argument(
        "files", nargs="*", metavar="FILE|FOLDER", help=parser.told("forms that are open from the start")
    )
    add("--port", type=int, default=0, metavar="N", help=parser.told("the port (default: any that is free)"))
    add("--no-browser", action="store_true", help=parser.told("only print the address"))
    add("--limit", action="append", default=[], metavar="NAME=N",
        help=parser.told("bound on a file: bytes, unpacked, cells, pages, depth, macros"))  # fmt: skip
    options = parser.finish().parse_args(arguments)
    try:
        limits = Limits.of(options.limit)
    except InputError as error:
        return tell(error.problems, language)
    if missing():
        return trouble(told("the page needs libraries: pip install 'jixiao[web]'", language))
    try:
        listening = _listen(options.port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        return trouble(told("port {port} cannot be used: {reason}", language, port=options.port, reason=reason))
    return _serve(listening, options.files, limits, language, browser=not options.no_browser)


def missing() -> bool:
    """Whether a library of the page is not there."""
    from importlib.util import find_spec

    return not all(map(find_spec, ("starlette", "uvicorn", "jinja2", "python_multipart")))


def _listen(port: int) -> socket.socket:
    """Hear at once, so that a browser that is quicker than we are waits instead of failing."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((HERE, port))
    listening.listen(64)
    return listening


def _serve(listening: socket.socket, files: Sequence[str], limits: Limits, language: str, *, browser: bool) -> int:
    token, port = secrets.token_urlsafe(24), listening.getsockname()[1]
    address = f"http://{HERE}:{port}/?token={token}"
    say(Message("{address}  (only this machine; Ctrl+C ends it)\n", {"address": address}).show(language))
    flush()
    if browser:
        import webbrowser
        from threading import Thread

        Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    import uvicorn

    from scoring.web.app import Site, make_app
    from scoring.web.pages import Pages
    from scoring.web.sessions import Sessions

    first = lru_cache(partial(_opened, tuple(files), limits))
    site = Site(token, Sessions(first), Pages(language), limits, f"jixiao-{port}")
    app = make_app(site, frozenset({f"{HERE}:{port}", f"localhost:{port}"}))
    config = uvicorn.Config(
        app, log_config=None, log_level="critical", access_log=False, server_header=False, lifespan="off",
        proxy_headers=False, timeout_graceful_shutdown=1, ws="none",
    )  # fmt: skip
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:  # the way it is meant to end
        pass
    finally:
        listening.close()
    return OK


def _opened(files: Sequence[str], limits: Limits) -> tuple[Loaded, ...]:
    return tuple(read(path, limits) for path in files)
