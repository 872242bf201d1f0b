"""Tests reach this machine and nothing else."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_another_machine_is_refused(address: str):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as connection, pytest.raises(SocketConnectBlockedError):
        connection.connect((address, 80))


def test_this_machine_answers():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as connection,
    ):
        assert connection.getpeername() == server.getsockname()
