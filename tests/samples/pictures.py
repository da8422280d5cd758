"""Pictures as files that are sent."""

import io
import random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

GPS = b"-6.2383, 106.9756"


def photo(size=(400, 300), name="foto.jpg", kind="JPEG") -> SimpleUploadedFile:
    """A picture of two colours that says in its metadata where it was taken."""
    picture = Image.new("RGB", size, "white")
    picture.paste("black", (0, 0, size[0] // 2, size[1]))
    told = Image.Exif()
    told[0x010E] = GPS.decode()
    content = io.BytesIO()
    picture.save(content, kind, exif=told)
    return SimpleUploadedFile(name, content.getvalue())


def picture(seed=1, size=(640, 480), kind="PNG", **over):
    """A scene of blocks; the same seed is the same scene, whatever the size and the compression."""
    dice = random.Random(seed)
    scene = Image.new("RGB", (640, 480), "white")
    pen = ImageDraw.Draw(scene)
    for _ in range(25):
        x, y = dice.randrange(600), dice.randrange(440)
        pen.rectangle((x, y, x + dice.randrange(40, 200), y + dice.randrange(40, 200)), fill=dice.randrange(1 << 24))
    kept = io.BytesIO()
    scene.resize(size).save(kept, kind, **over)
    return SimpleUploadedFile(f"layar.{kind.lower()}", kept.getvalue())
