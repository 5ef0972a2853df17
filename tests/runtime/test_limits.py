"""How many links one network may ask for, and how little a flood of networks costs."""

import pytest
from pydantic import SecretStr
from tests.runtime.asking import office
from tests.runtime.conftest import Place

from elearn.runtime.limits import UNKNOWN, RateLimit, network


def test_a_hospital_of_300_gets_its_links_and_the_next_is_told_when_to_come_back(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    """The links go to the log here, because 300 mails would take the test long."""
    nurses = [f"nurse{number}@hospital.example" for number in range(300)]
    with place.database.write() as conn:
        add = "insert into person (email, name) values (:email, 'A nurse')"
        conn.many(add, [{"email": each} for each in nurses])
    with office(place) as here:
        here.runtime.settings.smtp_url = SecretStr("")
        for nurse in nurses:
            assert here.ask("203.0.113.9", nurse).status_code == 200
            here.wait(1)
        assert [line for line in caplog.messages if "/sign-in/" not in line] == []
        assert {line.split(" for ")[1].split(":")[0] for line in caplog.messages} == set(nurses)
        here.wait(90)
        refused = here.ask("203.0.113.9", nurses[0])
        assert refused.status_code == 429
        assert "in 54 minutes" in refused.text
        assert here.ask("203.0.113.10", nurses[0]).status_code == 200, "Another network is not refused."
        here.wait(int(refused.headers["retry-after"]) - 1, step=60)
        assert here.ask("203.0.113.9", nurses[0]).status_code == 429
        here.wait(1)
        assert here.ask("203.0.113.9", nurses[0]).status_code == 200
        assert len(caplog.messages) == 302


def test_a_limit_says_how_long_to_wait_and_that_is_true() -> None:
    now = 0.0
    limit = RateLimit(2, 60, clock=lambda: now)
    assert limit.wait("a") == 0
    now = 20.5
    assert [limit.wait("a"), limit.wait("a"), limit.wait("b")] == [0, 40, 0]
    now = 59.9
    assert limit.wait("a") == 1
    now = 60.0
    assert [limit.wait("a"), limit.wait("a")] == [0, 21]


def test_a_flood_of_networks_takes_bounded_memory_and_shuts_nobody_out() -> None:
    """The flood loosens the limit of others: what they did is forgotten sooner."""
    limit = RateLimit(2, 60, clock=lambda: 0.0, remembered=100)
    assert [limit.wait("a") for _ in range(3)] == [0, 0, 60]
    assert [limit.wait(f"flood {number}") for number in range(1_000)] == [0] * 1_000
    assert len(limit.counted) == 100
    assert limit.wait("a") == 0


@pytest.mark.parametrize(
    ("address", "belongs_to"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("64:ff9b::192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:0db8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("", UNKNOWN),
        ("testclient", UNKNOWN),
        ("192.0.2.1:80", UNKNOWN),
        ("x" * 100, UNKNOWN),
    ],
)
def test_which_network_an_address_belongs_to(address: str, belongs_to: str) -> None:
    assert network(address) == belongs_to
