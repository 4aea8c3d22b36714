"""The pictures of an OFD page put where the page has them: a page that was scanned, for character recognition."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from ingest.readers import ocr
from ingest.readers.ofd_objects import Matrix

_PICTURES = 50  # of one page
_PIXELS = 150_000_000  # an A3 page at 600 dpi has half of it


def painted(
    pictures: Sequence[tuple[str, Matrix]], bytes_of: Callable[[str], bytes | None], width: float, height: float
) -> Any:
    """The page as pixels (rows × columns, blue green red) from its pictures, each with the matrix that puts the unit square on
    the page in points; None where none can be unpacked. Call if ``ocr.available()``."""
    import cv2
    import numpy as np

    scale = ocr.scale_of(width, height)
    page = np.full((max(1, round(height * scale)), max(1, round(width * scale)), 3), 255, np.uint8)
    found = False
    for number, (a, b, c, d, e, f) in pictures[:_PICTURES]:
        data = bytes_of(number)
        picture = None if not data else _unpacked(data)
        if picture is None:
            continue
        high, wide = picture.shape[:2]
        # from the corners of the picture to those of the unit square to the page
        onto = np.array([[a / wide, c / high, e], [b / wide, d / high, f]]) * scale
        if not np.isfinite(onto).all() or abs(np.linalg.det(onto[:, :2])) < 1e-9:
            continue
        size = page.shape[1], page.shape[0]
        cv2.warpAffine(picture, onto, size, dst=page, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT)
        found = True
    return page if found else None


def _unpacked(data: bytes) -> Any:
    """The pixels of a picture in a common format, None of another one (JBIG2), of a damaged one and of one too large."""
    import cv2
    import numpy as np
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _PIXELS:
                return None
            return cv2.cvtColor(np.asarray(picture.convert("RGB")), cv2.COLOR_RGB2BGR)
    except Exception:  # whatever the decoders let through on an odd picture
        return None
