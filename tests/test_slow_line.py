"""The slow line that estimates are checked against keeps to arithmetic itself."""

import socket
from pathlib import Path
from time import monotonic

import pytest

from auditor.cost.networks import Network
from fixtures.server import PortalServer
from fixtures.slow_line import FIRST_WINDOW_BYTES, Rate, SlowLine, Window


def test_bytes_of_all_connections_go_through_one_after_another() -> None:
    rate = Rate(8_000)  # 1,000 bytes a second
    assert rate.through_s(500, 10) == pytest.approx(10.48)  # 20 ms are forgiven, once
    assert rate.through_s(1_000, 10) == pytest.approx(11.48)
    assert rate.through_s(1_000, 11) == pytest.approx(12.48)
    assert rate.through_s(1_000, 20) == pytest.approx(20.98)  # what was not used is lost


def test_a_round_trip_carries_ten_packets_then_twice_as_many() -> None:
    window = Window(round_trip_s=1)
    assert window.open_s(FIRST_WINDOW_BYTES, 5) == 5
    assert window.open_s(1, 5) == 6
    assert window.open_s(2 * FIRST_WINDOW_BYTES - 1, 6) == 6
    assert window.open_s(1, 6.5) == 7
    assert window.open_s(4 * FIRST_WINDOW_BYTES - 1, 7) == 7


def test_a_connection_that_was_at_rest_begins_a_round_trip_anew() -> None:
    window = Window(round_trip_s=1)
    assert window.open_s(FIRST_WINDOW_BYTES, 5) == 5
    assert window.open_s(2 * FIRST_WINDOW_BYTES, 9) == 9


def test_nothing_comes_through_it_faster_than_the_network_lets_it(tmp_path: Path) -> None:
    """A slow machine makes it slower, never faster."""
    (tmp_path / "part.bin").write_bytes(bytes(10_000))
    network = Network("test", "test", down_bits_per_s=800_000, up_bits_per_s=800_000, round_trip_s=0.1)
    with PortalServer(tmp_path) as server, SlowLine(network) as line:
        begun_s = monotonic()
        with socket.create_connection(
            ("127.0.0.1", line.to(int(server.url.split(":")[-1].strip("/"))))
        ) as one:
            one.sendall(b"GET /part.bin HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            received = b""
            while data := one.recv(65_536):
                received += data
        took_s = monotonic() - begun_s
    assert received.endswith(bytes(10_000))
    # Round trips for the connection and the request, and 100,000 bytes a second but for what is forgiven.
    assert took_s >= 0.1 + 0.1 + 0.1 - 0.02
