"""Small pictures made from nothing: PNG and JPEG files of many kinds. Standard library only.

`python3 tests/pictures.py` writes those of tests/bad anew."""
import struct
import zlib
from pathlib import Path

GRAY, RGB, PALETTE, GRAY_ALPHA, RGBA = 0, 2, 3, 4, 6
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def head(width, height, bits=8, colour=RGB, interlaced=False):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced)))


def pack(samples, bits):
    if bits == 16:
        return b"".join(struct.pack(">H", sample) for sample in samples)
    line = "".join(format(sample, f"0{bits}b") for sample in samples)
    line += "0" * (-len(line) % 8)
    return int(line, 2).to_bytes(len(line) // 8, "big")


WHOLE = [(0, 0, 1, 1)]
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(width, height, pixel, colour=RGB, bits=8, between=(), interlaced=False):
    """`pixel(x, y)` gives the samples; `between` are chunks before the pixels."""
    rows = bytearray()
    for left, top, across, down in ADAM7 if interlaced else WHOLE:
        for y in range(top, height, down):
            samples = [sample for x in range(left, width, across) for sample in pixel(x, y)]
            rows += b"\x00" + pack(samples, bits) if samples else b""
    return b"".join([SIGNATURE, head(width, height, bits, colour, interlaced), *between,
                     chunk(b"IDAT", zlib.compress(bytes(rows), 9)), chunk(b"IEND")])


def white_png(width, height):
    """Gray, of few bytes however large."""
    rows = zlib.compress((b"\x00" + b"\xff" * width) * height, 1)
    return b"".join([SIGNATURE, head(width, height, 8, GRAY, False), chunk(b"IDAT", rows), chunk(b"IEND")])


# --- JPEG, baseline: each block of 8 × 8 is of one colour, so that only the first coefficient is coded ---

def segment(marker, data=b""):
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


DC_LENGTHS = 12  # sizes 0 … 11, each coded in four bits


def huffman():
    counts = [0, 0, 0, DC_LENGTHS] + [0] * 12
    dc = segment(0xC4, b"\x00" + bytes(counts) + bytes(range(DC_LENGTHS)))
    ac = segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\x00")  # one code: the block ends
    return dc + ac


class Bits:
    def __init__(self):
        self.text = []

    def put(self, value, count):
        if count:
            self.text.append(format(value, f"0{count}b"))

    def coded(self):
        text = "".join(self.text)
        text += "1" * (-len(text) % 8)
        data = int(text, 2).to_bytes(len(text) // 8, "big")
        return data.replace(b"\xff", b"\xff\x00")


def ycc(red, green, blue):
    return (0.299 * red + 0.587 * green + 0.114 * blue, 128 - 0.168736 * red - 0.331264 * green + 0.5 * blue,
            128 + 0.5 * red - 0.418688 * green - 0.081312 * blue)


JFIF = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")


def density(inch):
    return segment(0xE0, b"JFIF\x00\x01\x01\x01" + struct.pack(">HH", inch, inch) + b"\x00\x00")


def exif(orientation, comment=b""):
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    return segment(0xE1, b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01" + entry + b"\x00\x00\x00\x00" + comment)


def adobe(transform):
    return segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00" + bytes((transform,)))


def jpeg(width, height, block, components=3, before=(JFIF,), frame=0xC0, convert=ycc, after=b""):
    """`block(x, y)` gives the colour of a block of 8 × 8 pixels, its values in 0 … 255. Frame C2 is a progressive one:
    its first scan has all that is in the blocks, the others say that there is no more."""
    progressive = frame == 0xC2
    quantum = segment(0xDB, b"\x00" + bytes([8] * 64))  # so that a step of the coefficient is one of the colour
    specs = b"".join(bytes((i + 1, 0x11, 0)) for i in range(components))
    start = segment(frame, struct.pack(">BHHB", 8, height, width, components) + specs)
    scan = segment(0xDA, bytes((components,)) + b"".join(bytes((i + 1, 0)) for i in range(components)) +
                   (b"\x00\x00\x00" if progressive else b"\x00\x3f\x00"))
    bits, last = Bits(), [0] * components
    for y in range((height + 7) // 8):
        for x in range((width + 7) // 8):
            colour = block(x, y)
            values = convert(*colour) if components == 3 else colour
            for i, value in enumerate(values):
                level = round(value) - 128
                change, last[i] = level - last[i], level
                size = abs(change).bit_length()
                bits.put(size, 4)
                bits.put(change if change >= 0 else change + (1 << size) - 1, size)
                bits.put(0, 0 if progressive else 1)
    rest = b""
    for i in range(components if progressive else 0):
        none = Bits()
        none.put(0, ((width + 7) // 8) * ((height + 7) // 8))
        rest += segment(0xDA, bytes((1, i + 1, 0, 1, 63, 0))) + none.coded()
    return b"\xff\xd8" + b"".join(before) + quantum + start + huffman() + scan + bits.coded() + rest + b"\xff\xd9" + after


def photo(x, y):
    """Something like a photograph: sky over a field, a sun."""
    if (x - 20) ** 2 + (y - 8) ** 2 < 14:
        return 255, 220, 120
    return (90 + 2 * y, 140 + 2 * y, 220) if y < 16 else (60 + (x * 7 + y * 13) % 30, 130 - y, 50)


def landscape(**more):
    """480 × 320 pixels."""
    return jpeg(480, 320, photo, **more)


def dots(x, y):
    return (200, 30, 30) if (x // 10 + y // 10) % 2 else (250, 250, 240)


def write_bad():
    """What may be wrong with pictures."""
    folder, good = Path(__file__).resolve().parent / "bad", png(40, 30, dots)
    huge = SIGNATURE + head(29000, 29000) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND")
    files = {"pictures/good.jpg": landscape(), "pictures/cut.png": good[:len(good) // 2],
             "pictures/cut.jpg": landscape()[:900], "pictures/nothing.png": b"",
             "pictures/empty.png": SIGNATURE + head(0, 10) + chunk(b"IEND"),
             "pictures/moves.png": png(4, 4, dots, between=[chunk(b"acTL", struct.pack(">II", 2, 0))]),
             "pictures/inks.jpg": jpeg(16, 16, lambda x, y: (0, 0, 0, 255), components=4),
             "pictures/rare.jpg": landscape(frame=0xC9), "pictures/text.jpg": "这不是图片。\n".encode(),
             "pictures/gif.jpg": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "picture-huge/huge.png": huge,
             "picture-missing/folder/good.png": good}
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write_bad()
