"""Writes the picture files and Pillow's results that the tests compare with. Pillow 13.0, NumPy 2."""

import io
import json
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).parent
SIZES = [(7, 5), (40, 31), (23, 47), (1, 1), (24, 36)]
METHODS = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "box": 4}


def picture(seed, height, width, channels):
    """Smooth colours with some noise and a hard edge."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    planes = [127 + 120 * np.sin(x / (3 + c) + y / (5 - c) + c) for c in range(channels)]
    array = np.stack(planes, -1) + random.normal(0, 12, (height, width, channels))
    array[height // 2 :, : width // 3] = 255 - array[height // 2 :, : width // 3]
    return np.clip(array, 0, 255).round().astype(np.uint8)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth, kind, rows):
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def adam7(array):
    """An interlaced RGB file, which Pillow reads but does not write."""
    height, width, _ = array.shape
    rows = b""
    for y0, x0, dy, dx in [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]:
        part = array[y0::dy, x0::dx]
        if part.shape[1]:
            rows += b"".join(b"\0" + row.tobytes() for row in part)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def files():
    rgb = picture(1, 36, 24, 3)
    grey = picture(2, 19, 13, 1)[..., 0]
    rgba = np.concatenate([picture(3, 36, 24, 3), picture(4, 36, 24, 1)], -1)
    rgba[:8, :8, 3] = 0
    Image.fromarray(rgb).save(HERE / "rgb.png")
    Image.fromarray(grey).save(HERE / "grey.png")
    Image.fromarray(rgba).save(HERE / "rgba.png")
    palette = Image.fromarray(rgb).quantize(9)
    palette.save(HERE / "palette.png")
    see_through = palette.copy()
    see_through.save(HERE / "palette_alpha.png", transparency=3)
    Image.fromarray(grey > 120).save(HERE / "bits.png")
    Image.fromarray(np.stack([grey, 255 - grey], -1), "LA").save(HERE / "grey_alpha.png")
    deep = (grey.astype(np.uint16) * 257) ^ 0x0033
    (HERE / "grey16.png").write_bytes(
        png(13, 19, 16, 0, b"".join(b"\0" + row.astype(">u2").tobytes() for row in deep)))
    (HERE / "interlaced.png").write_bytes(adam7(rgb))
    (HERE / "huge.png").write_bytes(png(100_000, 100_000, 8, 2, b"\0"))
    (HERE / "liar.png").write_bytes(png(16_000, 16_000, 8, 2, b"\0"))
    cut = (HERE / "rgb.png").read_bytes()
    (HERE / "cut.png").write_bytes(cut[: len(cut) // 2])

    smooth = np.array(Image.fromarray(rgb).resize((45, 30), 3))
    Image.fromarray(smooth).save(HERE / "color.jpg", quality=85)
    Image.fromarray(smooth).save(HERE / "progressive.jpg", quality=85, progressive=True)
    Image.fromarray(grey).save(HERE / "grey.jpg", quality=90)
    Image.fromarray(smooth).convert("CMYK").save(HERE / "cmyk.jpg", quality=90)
    data = (HERE / "color.jpg").read_bytes()
    (HERE / "cut.jpg").write_bytes(data[: len(data) * 2 // 3])
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        Image.fromarray(smooth[:16, :24]).save(HERE / f"turned{orientation}.jpg", quality=90, exif=exif)


def decoded():
    """What Pillow makes of each file, turned upright, as 8-bit grey, RGB or RGBA."""
    from PIL import ImageOps

    names = ["rgb.png", "grey.png", "rgba.png", "palette.png", "palette_alpha.png", "bits.png", "grey_alpha.png",
             "interlaced.png", "color.jpg", "progressive.jpg", "grey.jpg", "cmyk.jpg"]
    names += [f"turned{o}.jpg" for o in range(1, 9)]
    out = {}
    for name in names:
        image = ImageOps.exif_transpose(Image.open(HERE / name))
        mode = {"1": "L", "P": "RGBA" if "transparency" in image.info else "RGB", "LA": "RGBA", "CMYK": "RGB"}
        image = image.convert(mode.get(image.mode, image.mode))
        out[name] = {"width": image.width, "height": image.height, "bytes": image.tobytes().hex()}
    (HERE / "decoded.json").write_text(json.dumps(out))


def resized():
    out = []
    for name in ["rgb.png", "grey.png", "rgba.png"]:
        image = Image.open(HERE / name)
        for method, number in METHODS.items():
            for width, height in SIZES:
                result = image.resize((width, height), number)
                out.append({"file": name, "method": method, "width": width, "height": height,
                            "crc": zlib.crc32(result.tobytes())})
    import torchvision.transforms.v2 as transforms

    for name, size in [("rgb.png", 16), ("rgb.png", 31), ("grey.png", 9)]:
        image = transforms.Compose([transforms.Resize(size), transforms.CenterCrop(size)])(Image.open(HERE / name))
        out.append({"file": name, "method": "squared", "width": size, "height": size, "crc": zlib.crc32(image.tobytes())})
    for name, size in [("rgb.png", (30, 9)), ("rgb.png", (9, 41)), ("rgb.png", (30, 41)), ("grey.png", (4, 5))]:
        image = transforms.CenterCrop((size[1], size[0]))(Image.open(HERE / name))
        out.append({"file": name, "method": "centre", "width": size[0], "height": size[1],
                    "crc": zlib.crc32(image.tobytes())})
    grey = [("rgb.png", Image.open(HERE / "rgb.png").convert("L"))]
    for name, image in grey:
        out.append({"file": name, "method": "grey", "width": image.width, "height": image.height,
                    "crc": zlib.crc32(image.tobytes())})
    (HERE / "resized.json").write_text(json.dumps(out, indent=0))


files()
decoded()
resized()
