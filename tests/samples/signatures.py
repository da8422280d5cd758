"""A certificate authority made here, and one person under it who signs PDFs."""

import datetime as dt
import io

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

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

    def trust(self, settings, folder):
        """Let the installation trust the root."""
        (folder / "akar.pem").write_bytes(self.root.public_bytes(serialization.Encoding.PEM))
        settings.SIGNATURE_ROOTS = folder
