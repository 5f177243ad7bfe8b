"""Names and ids of services that were found."""

from auditor.services.naming import ids, told_apart

SCHOOL = {"city.example/school/enrol": "School places", "city.example/forms/school": "school places"}


def test_services_with_one_name_are_told_apart_by_their_addresses() -> None:
    assert told_apart(SCHOOL | {"city.example/births": "Births"}) == {
        "city.example/school/enrol": "School places (/school/enrol)",
        "city.example/forms/school": "school places (/forms/school)",
        "city.example/births": "Births",
    }


def test_a_host_of_its_own_tells_apart_too() -> None:
    assert told_apart({"tax.city.example": "Pay", "fines.city.example": "Pay"}) == {
        "tax.city.example": "Pay (tax.city.example)",
        "fines.city.example": "Pay (fines.city.example)",
    }


def test_a_long_address_leaves_room_for_the_name() -> None:
    [first, second] = told_apart({f"city.example/{letter * 500}": "N" * 200 for letter in "ab"}).values()

    assert first != second
    assert len(first) <= 200  # as portal.toml allows


def test_ids_are_apart_too_and_the_first_keeps_the_plain_one() -> None:
    first, second = ids(SCHOOL).values()

    assert first == "school-places"
    assert second.startswith("school-places-")
