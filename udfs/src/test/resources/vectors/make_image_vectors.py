"""Makes images.json: encoded pictures and what Pillow makes of them (pip install pillow)."""

import base64
import io
import json
import os
import random

from PIL import Image, ImageOps

random.seed(3)


def noise(mode, width, height):
    bands = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4, "CMYK": 4}[mode]
    data = bytes(random.randrange(256) for _ in range(width * height * bands))
    return Image.frombytes(mode, (width, height), data)


def smooth(mode, width, height):
    return noise(mode, 3, 3).resize((width, height), Image.BICUBIC)


def encode(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def on_white(image):
    rgba = image.convert("RGBA")
    white = Image.new("RGBA", rgba.size, (255, 255, 255, 255))
    return Image.alpha_composite(white, rgba).convert("RGB")


cases = []


def case(name, encoded, expected, tolerance):
    """expected: an L or RGB picture; samples are compared within the tolerance."""
    cases.append(
        {
            "name": name,
            "encoded": base64.b64encode(encoded).decode(),
            "width": expected.width,
            "height": expected.height,
            "channels": len(expected.getbands()),
            "samples": list(expected.tobytes()),
            "tolerance": tolerance,
        }
    )


rgb, grey = noise("RGB", 7, 5), noise("L", 7, 5)
case("png rgb", encode(rgb, "PNG"), rgb, 0)
case("png grey", encode(grey, "PNG"), grey, 0)
case("bmp rgb", encode(rgb, "BMP"), rgb, 0)
case("bmp grey", encode(grey, "BMP"), grey, 0)
rgba, la = noise("RGBA", 6, 4), noise("LA", 6, 4)
case("png rgb alpha", encode(rgba, "PNG"), on_white(rgba), 1)
case("png grey alpha", encode(la, "PNG"), on_white(la).convert("L"), 1)
one = grey.point(lambda v: 255 if v > 127 else 0).convert("1")
case("png one bit", encode(one, "PNG"), one.convert("L"), 0)
palette = rgb.quantize(8)
case("png palette", encode(palette, "PNG"), palette.convert("RGB"), 0)
transparent = palette.copy()
shown = encode(transparent, "PNG", transparency=2)
case("png transparent palette", shown, on_white(Image.open(io.BytesIO(shown))), 0)
deep = Image.frombytes("I;16", (4, 3), bytes(random.randrange(256) for _ in range(24)))
shown = encode(deep, "PNG")
eight = Image.frombytes("L", (4, 3), bytes(round(v / 257) for v in deep.getdata()))
case("png sixteen bits", shown, eight, 0)
still, second = noise("L", 5, 5), noise("L", 5, 5)
shown = encode(still, "GIF", save_all=True, append_images=[second], duration=50)
case("gif animation, first frame", shown, still, 0)
soft = smooth("RGB", 16, 12)
shown = encode(soft, "JPEG", quality=95)
case("jpeg rgb", shown, Image.open(io.BytesIO(shown)).convert("RGB"), 3)
shown = encode(smooth("L", 16, 12), "JPEG", quality=95)
case("jpeg grey", shown, Image.open(io.BytesIO(shown)), 1)
shown = encode(smooth("CMYK", 16, 12), "JPEG", quality=95)
case("jpeg cmyk", shown, Image.open(io.BytesIO(shown)).convert("RGB"), 2)
adobe = shown.index(b"Adobe")
ycck = shown[: adobe + 11] + b"\x02" + shown[adobe + 12 :]
case("jpeg ycck", ycck, Image.open(io.BytesIO(ycck)).convert("RGB"), 3)
for turn in range(2, 9):
    exif = Image.Exif()
    exif[0x0112] = turn
    shown = encode(smooth("L", 12, 8), "JPEG", quality=95, exif=exif)
    case(f"jpeg orientation {turn}", shown, ImageOps.exif_transpose(Image.open(io.BytesIO(shown))), 1)

resized = []
for mode, size, target in [
    ("RGB", (17, 11), (5, 4)),
    ("RGB", (5, 4), (9, 7)),
    ("L", (28, 28), (28, 28)),
    ("L", (40, 9), (8, 12)),
    ("RGB", (64, 48), (7, 7)),
]:
    image = noise(mode, *size)
    small = image.resize(target, Image.BILINEAR)
    resized.append(
        {
            "channels": len(image.getbands()),
            "from": [image.height, image.width],
            "samples": list(image.tobytes()),
            "to": [small.height, small.width],
            "expected": list(small.tobytes()),
        }
    )
luma = [{"rgb": list(rgb.tobytes()), "grey": list(rgb.convert("L").tobytes())}]

folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "images.json"), "w") as out:
    json.dump({"decoded": cases, "resized": resized, "luma": luma}, out, separators=(",", ":"))
    out.write("\n")
