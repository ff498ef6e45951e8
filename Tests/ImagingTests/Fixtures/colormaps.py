"""Writes Sources/Imaging/Colour/ColormapData.swift and colormaps.json from matplotlib 3.9's listed colour maps.

viridis, magma, inferno, plasma: Stéfan van der Walt, Nathaniel Smith, Eric Firing; CC0.
cividis: Jamie R. Nuñez, Christopher R. Anderton, Ryan S. Renslow, doi:10.1371/journal.pone.0199239; from matplotlib.
turbo: Anton Mikhailov, Google LLC; Apache-2.0.
"""

import json
import pathlib

import matplotlib
import numpy as np

HERE = pathlib.Path(__file__).parent
TARGET = HERE.parent.parent.parent / "Sources/Imaging/Colour/ColormapData.swift"
NAMES = {
    "viridis": "CC0; van der Walt, Smith and Firing.",
    "magma": "CC0; van der Walt and Smith.",
    "inferno": "CC0; van der Walt and Smith.",
    "plasma": "CC0; van der Walt and Smith.",
    "cividis": "Nuñez, Anderton and Renslow (2018), as matplotlib ships it: even for most colour-blind eyes.",
    "turbo": "Apache-2.0; Anton Mikhailov, Google LLC. Not perceptually uniform: for finding edges by eye.",
}


def entries(name):
    return matplotlib.colormaps[name](np.arange(256), bytes=True)[:, :3]


def main():
    lines = [
        "/// 256 colours a map, six hexadecimal digits each; written by Tests/ImagingTests/Fixtures/colormaps.py",
        "/// from matplotlib's tables.",
        "enum ColormapData {",
    ]
    for name, source in NAMES.items():
        text = "".join("%02x%02x%02x" % tuple(c) for c in entries(name))
        lines += [f"    /// {source}", f'    static let {name} = """']
        chunks = [text[i : i + 108] for i in range(0, len(text), 108)]
        lines += [f"        {chunk}" + ("\\" if chunk is not chunks[-1] else "") for chunk in chunks]
        lines += ['        """', ""]
    TARGET.write_text("\n".join(lines[:-1] + ["}", ""]))
    samples = [0.0, 0.1, 0.25, 0.4999, 0.5, 0.7, 0.9, 0.999, 1.0, -1.0, 2.0]
    table = {
        name: matplotlib.colormaps[name](np.array(samples), bytes=True)[:, :3].tolist()
        for name in [*NAMES, "coolwarm", "gray"]
    }
    (HERE / "colormaps.json").write_text(json.dumps({"samples": samples, "colors": table}))


main()
