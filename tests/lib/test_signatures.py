"""Electronic signatures: valid, altered, or by somebody unknown; with a certificate authority made here."""

import datetime as dt
import io

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from lib.documents import pdf, signatures
from lib.documents.document import Document, Letterhead
from tests.samples.signatures import Authority

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def plain():
    document = Document(Letterhead("Pemerintah Kota Contoh", "Dinas A"), "letter", "Uji", [], number="1")
    return pdf.render(document, at=NOW)


def states(content, roots):
    return [signature.state for signature in signatures.check(content, roots)]


def test_a_signature_under_a_trusted_root_is_valid_and_names_its_signer(authority, plain):
    found = signatures.check(authority.sign(plain), authority.trusted)
    assert [(signature.state, signature.signer) for signature in found] == [("VALID", "Wati")]


def test_without_its_root_the_signer_is_unknown(authority, plain):
    assert states(authority.sign(plain), Authority("Akar Lain").trusted) == ["UNKNOWN"]
    assert states(authority.sign(plain), []) == ["UNKNOWN"]


def test_a_changed_byte_is_told(authority, plain):
    signed = authority.sign(plain)
    at = signed.index(b"%%EOF") // 2
    assert states(signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :], authority.trusted) in (["ALTERED"],)


def test_what_is_appended_after_the_last_signature_is_told(authority, plain):
    writer = IncrementalPdfFileWriter(io.BytesIO(authority.sign(plain)))
    writer.root["/Catatan"] = writer.root["/Type"]
    writer.update_root()
    changed = io.BytesIO()
    writer.write(changed)
    assert states(changed.getvalue(), authority.trusted) == ["ALTERED"]


def test_a_second_signature_leaves_the_first_valid(authority, plain):
    assert states(authority.sign(authority.sign(plain), "Tanda2"), authority.trusted) == ["VALID", "VALID"]


def test_a_file_without_signatures_has_none_and_rubbish_is_refused(plain):
    assert signatures.check(plain, []) == []
    with pytest.raises(signatures.UnreadablePdf):
        signatures.check(b"%PDF-1.7 rubbish", [])
