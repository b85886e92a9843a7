"""How many processes share the tests, and one Spark session for those that want one.

``SPARK_TESTS=required`` turns a missing pyspark or Java from a reason to skip into a failure.

Where Python may not put what it compiled beside our sources, it goes to a folder of the tests: else each of the
hundreds of commands that are begun compiles them anew.
"""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parent / ".pytest_cache" / "compiled")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix  # also for the commands


def lacks() -> str:
    """What Spark lacks here; nothing where it can run."""
    if find_spec("pyspark") is None:
        return "Spark is not installed: pip install 'jixiao[spark]'"
    java = os.environ.get("JAVA_HOME") or shutil.which("java")
    return "" if java else "Spark needs Java 17, and there is none"


collect_ignore = ["scoring/batch/spark"] if lacks() else []  # its modules cannot be imported for their examples


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spark is slow, and leaves sockets to the collector: no warning of ours."""
    for item in items:
        if "scoring/batch/spark" in item.nodeid:
            item.add_marker("slow")
        if "spark" in item.nodeid:
            for name in ("ResourceWarning", "pytest.PytestUnraisableExceptionWarning"):
                item.add_marker(pytest.mark.filterwarnings(f"ignore::{name}"))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """``-n auto``: the whole suite on every core, at most eight; what was chosen by name in this process."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None  # xdist reads it
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.option.keyword
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 8) if whole else 0


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Two local workers that run this very Python."""
    if reason := lacks():
        (pytest.fail if os.environ.get("SPARK_TESTS") == "required" else pytest.skip)(reason)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Spark's own, of its sockets and of pandas 3
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[2]").config("spark.sql.shuffle.partitions", "2")
        session = builder.config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1").getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


@pytest.fixture(autouse=True)
def _examples(request: pytest.FixtureRequest) -> None:
    """The examples of ``scoring.batch.spark`` find a session."""
    if isinstance(request.node, pytest.DoctestItem) and "spark" in request.node.name:
        request.getfixturevalue("doctest_namespace")["spark"] = request.getfixturevalue("spark")
