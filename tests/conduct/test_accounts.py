"""The account of a page: one statement, and what it finds is what the ORM would have found."""

import pytest

from cases.models import Notification, User
from conduct.accounts import AccountBackend
from tests import factories

JOINED = ("government", "agency")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["sari", "rina", "dewi", "putri"])
def test_the_account_comes_whole_in_one_statement(request, name, django_assert_num_queries):
    account = request.getfixturevalue(name)
    with django_assert_num_queries(1):
        found = AccountBackend().get_user(account.pk)
        places = [getattr(found, part) for part in JOINED]
        facts = (found.subtree, found.above, found.unread, found.has_second_factor)
        zone = found.agency and found.agency.government
    known = User.objects.get(pk=account.pk)
    assert {field.attname: getattr(found, field.attname) for field in User._meta.concrete_fields} == {
        field.attname: getattr(known, field.attname) for field in User._meta.concrete_fields
    }
    assert places == [getattr(known, part) for part in JOINED]
    assert facts == (known.subtree, known.above, known.unread, known.has_second_factor)
    assert zone == (known.agency and known.agency.government)
    assert not found._state.adding


@pytest.mark.django_db
def test_a_deactivated_account_is_not_signed_in(sari):
    User.objects.filter(pk=sari.pk).update(is_active=False)
    assert AccountBackend().get_user(sari.pk) is None
    assert AccountBackend().get_user(0) is None


@pytest.mark.django_db
def test_unread_messages_are_counted_up_to_ninety_nine(client, sari, dinas_a, budi, now):
    case = factories.make_case(by=sari, agency=dinas_a, people=(budi,))
    Notification.objects.filter(recipient=sari).delete()
    message = {"recipient": sari, "case": case, "created_at": now, "next_try_at": now}
    Notification.objects.bulk_create([Notification(**message, key=f"a message {n}") for n in range(101)])
    assert AccountBackend().get_user(sari.pk).unread == 100
    client.force_login(sari)
    assert "99+" in client.get("/notifications/").content.decode()
