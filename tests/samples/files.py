"""Files that are sent, and what stored ones say."""

import io

import pypdf
from django.core.files.uploadedfile import SimpleUploadedFile

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 600
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" + b"\x00" * 300


def upload(content=PNG, name="layar.png"):
    return SimpleUploadedFile(name, content)


def pdf(content=PDF, name="edaran.pdf"):
    return SimpleUploadedFile(name, content)


def content_of(row):
    with row.file.open() as file:
        return file.read()


def shown(content):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
