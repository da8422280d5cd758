"""Somebody who was summoned, and the room that was opened for the examination."""

import pytest

from cases.hearing_room import drafts
from cases.models import Status
from tests import factories


@pytest.fixture
def summoned(rina, budi):
    return factories.bring_to(factories.make_respondent(by=rina, employee=budi), Status.SUMMONED, by=rina)


@pytest.fixture
def draft(summoned, joko, now):
    return drafts.open_room(respondent=summoned, actor=joko, at=now)
