"""Electronic signatures: valid, altered, or by somebody unknown; with a certificate authority made here."""

import datetime as dt
import io

import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.core.files.uploadedfile import SimpleUploadedFile
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from cases.minutes.signed_copies import add_signed_copy
from cases.models import Status
from cases.procedure.refusals import RuleViolation
from lib.documents import pdf, signatures
from lib.documents.document import Document, Letterhead
from tests import factories
from tests.samples.files import content_of
from tests.samples.minutes import freeze

NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)


class Authority:
    """A root and one person under it."""

    def __init__(self, name="Akar Uji"):
        self.key = rsa.generate_private_key(65537, 2048)
        self.root = self._certificate(name, name, self.key.public_key(), is_root=True)
        self.person_key = rsa.generate_private_key(65537, 2048)
        self.person = self._certificate("Wati", name, self.person_key.public_key(), is_root=False)

    def _certificate(self, subject, issuer, public_key, *, is_root):
        def named(text):
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

        usage = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
        )
        signs = {"digital_signature": not is_root, "content_commitment": not is_root}
        made = (
            x509.CertificateBuilder()
            .subject_name(named(subject))
            .issuer_name(named(issuer))
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - DAY)
            .not_valid_after(NOW + DAY)
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**usage, **signs, key_cert_sign=is_root, crl_sign=is_root), critical=True)
        )
        return made.sign(self.key, hashes.SHA256())

    @property
    def trusted(self):
        return [self.as_asn1(self.root)]

    @staticmethod
    def as_asn1(certificate):
        return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))

    def sign(self, content, field="Tanda1"):
        from asn1crypto import keys
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        key = self.person_key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        signer = signers.SimpleSigner(
            signing_cert=self.as_asn1(self.person),
            signing_key=keys.PrivateKeyInfo.load(key),
            cert_registry=SimpleCertificateStore.from_certs(self.trusted),
        )
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        fields.append_signature_field(writer, fields.SigFieldSpec(field))
        meta = signers.PdfSignatureMetadata(field_name=field)
        return signers.sign_pdf(writer, meta, signer=signer).getvalue()


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def plain():
    document = Document(Letterhead("Pemerintah Kota Contoh", "Dinas A"), "letter", "Uji", [], number="1")
    return pdf.render(document, at=NOW)


def states(content, roots):
    return [each.state for each in signatures.check(content, roots)]


def test_a_signature_under_a_trusted_root_is_valid_and_names_its_signer(authority, plain):
    found = signatures.check(authority.sign(plain), authority.trusted)
    assert [(each.state, each.signer) for each in found] == [("VALID", "Wati")]


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


@pytest.fixture
def session(sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    return factories.bring_to(respondent, Status.HEARD, by=sari, at=now).hearings.get()


def hand_in(hearing, actor, now, content):
    upload = SimpleUploadedFile("bap.pdf", content)
    return add_signed_copy(hearing=hearing, actor=actor, at=now, kind="ELECTRONIC", upload=upload, version=1)


@pytest.mark.django_db
def test_only_the_frozen_file_with_a_fitting_signature_is_taken(
    session, sari, now, authority, plain, settings, tmp_path
):
    (tmp_path / "akar.pem").write_bytes(authority.root.public_bytes(serialization.Encoding.PEM))
    settings.SIGNATURE_ROOTS = tmp_path
    frozen = content_of(freeze(session, sari, now))
    with pytest.raises(RuleViolation, match="bukan berita acara yang dibekukan"):
        hand_in(session, sari, now, authority.sign(plain))
    with pytest.raises(RuleViolation, match="belum bertanda tangan elektronik"):
        hand_in(session, sari, now, frozen)
    signed = authority.sign(frozen)
    broken = signed.replace(b"/Tanda1", b"/Tanda2") if b"/Tanda1" in signed else signed[:-200] + b" " * 200
    with pytest.raises(RuleViolation, match=r"diubah sesudah ditandatangani|tidak dapat dibaca"):
        hand_in(session, sari, now, frozen + broken[len(frozen) :].replace(b"Tanda1", b"Tanda9"))
    copy = hand_in(session, sari, now, signed)
    assert [each["state"] for each in copy.signatures] == ["VALID"]
    settings.SIGNATURE_ROOTS = None
    unknown = hand_in(session, sari, now, Authority("Akar Lain").sign(frozen))
    assert [each["state"] for each in unknown.signatures] == ["UNKNOWN"]
