"""Where something stands in a course, as the desk tells it."""

from tests.desk_room.conftest import PAGE, Room


def test_places_are_told_with_their_pages_and_counted(room: Room) -> None:
    client = room.client(room.ada)
    found = client.get(f"{PAGE}/find", params={"text": "the", "whole": "yes"}).json()
    assert found["count"] >= len(found["hits"]) > 0
    assert {each["found"].lower() for each in found["hits"]} == {"the"}
    assert (
        client.get(f"{PAGE}/find", params={"text": "The", "case": "yes"}).json()["count"]
        < client.get(f"{PAGE}/find", params={"text": "the"}).json()["count"]
    )
    assert client.get(f"{PAGE}/find").json() == {"hits": [], "count": 0}
    assert room.client(room.ben).get(f"{PAGE}/find").status_code == 403
