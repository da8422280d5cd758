"""The pictures and films of the five cases are real files, and say on every frame that they are made."""

import io

import av
import pytest
from PIL import Image

from cases.demo import made_evidence, organisation
from cases.demo.five_cases import palembang_2023, tangerang_2022
from cases.demo.script_runner import Services
from cases.models import EvidenceItem

STRIPE = (155, 28, 28)


@pytest.fixture
def founded(db):
    organisation.found("rahasia-sekali")


def test_a_picture_bears_the_mark_above_and_below():
    shown = Image.open(io.BytesIO(made_evidence.picture("Siaran langsung karaoke berseragam di ruang guru")))
    assert shown.size == made_evidence.PORTRAIT
    assert [shown.getpixel((350, y)) for y in (4, 636)] == [STRIPE, STRIPE]


def test_a_film_moves_and_bears_the_mark_on_every_frame():
    with av.open(io.BytesIO(made_evidence.film("Video karaoke"))) as film:
        frames = [frame.to_image() for frame in film.decode(video=0)]
    assert len(frames) == 20 and frames[0].tobytes() != frames[-1].tobytes()
    for frame in frames:
        red, green, blue = frame.getpixel((350, 4))
        assert red > 120 and green < 70 and blue < 70


def test_each_case_of_pictures_gets_them_marked_and_a_film_where_the_post_was_one(founded):
    cases = [script.run_script(Services()) for script in (tangerang_2022, palembang_2023)]
    made_evidence.attach(cases)
    kinds = {
        case.title: [item.kind for item in case.evidence.filter(title__contains="DATA BUATAN").order_by("pk")]
        for case in cases
    }
    assert list(kinds.values()) == [
        [EvidenceItem.Kind.SCREENSHOT, EvidenceItem.Kind.VIDEO],
        [EvidenceItem.Kind.SCREENSHOT],
    ]
    for item in EvidenceItem.objects.filter(title__contains="DATA BUATAN"):
        assert item.state == EvidenceItem.State.HELD and "bukan rekaman" in item.source
        assert item.added_at == item.case.opened_at
