"""Writes the cases that ImageTests replays: pictures and torch's results."""
import json
import pathlib

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torchvision.transforms.functional import gaussian_blur

here = pathlib.Path(__file__).parent
torch.manual_seed(5)
tensors, cases = {}, []


def put(tensor):
    name = f"t{len(tensors)}"
    tensors[name] = tensor.detach().contiguous().clone()
    return name


def case(op, operands, result, **arguments):
    cases.append({"op": op, "operands": [put(o) for o in operands], "result": put(result), **arguments})


pictures = [torch.randn(1, 1), torch.randn(5, 7), torch.randn(2, 16, 13), torch.randn(1, 3, 8, 8)]
for picture in pictures:
    shaped = picture.reshape(1, -1, *picture.shape[-2:])
    for size in [(1, 1), (3, 5), (5, 7), (8, 8), (16, 16), (10, 14), (29, 3)]:
        for method in ["nearest", "bilinear", "bicubic", "area"]:
            extra = {} if method in ("nearest", "area") else {"align_corners": False}
            result = F.interpolate(shaped, size=size, mode=method, **extra)
            case("resize", [picture], result.reshape(*picture.shape[:-2], *size), size=size, method=method)
        for method in ["bilinear", "bicubic"]:
            result = F.interpolate(shaped, size=size, mode=method, antialias=True, align_corners=False)
            case("resize", [picture], result.reshape(*picture.shape[:-2], *size), size=size, method=method, antialias=True)
special = torch.randn(6, 6)
special[2, 3], special[5, 0] = float("nan"), float("inf")
for size in [(3, 3), (12, 12), (4, 7)]:
    case("resize", [special], F.interpolate(special[None, None], size=size, mode="nearest")[0, 0], size=size, method="nearest")
    case("resize", [special], F.interpolate(special[None, None], size=size, mode="area")[0, 0], size=size, method="area")

for picture, kernel, sigma in [(torch.randn(9, 11), (3, 5), (0.8, 1.5)), (torch.randn(2, 3, 8, 8), (7, 7), (2.0, 2.0)), (torch.randn(1, 5), (1, 3), (1.0, 0.5))]:
    # torchvision gives kernel and sigma as (x, y).
    blurred = gaussian_blur(picture.reshape(1, -1, *picture.shape[-2:]), list(kernel[::-1]), list(sigma[::-1]))
    case("blur", [picture], blurred.reshape(picture.shape), kernel=kernel, sigma=sigma)

# Pictures are (batch, y, x, channel), kernels as state dicts have them.
for shape, kernel, stride, padding, dilation, groups in [
    ((1, 5, 7, 1), (1, 1, 3, 3), (1, 1), (0, 0), (1, 1), 1), ((2, 9, 8, 3), (4, 3, 3, 3), (1, 1), (1, 1), (1, 1), 1),
    ((1, 9, 8, 3), (4, 3, 3, 2), (2, 3), (1, 0), (1, 1), 1), ((1, 12, 11, 4), (6, 2, 3, 3), (1, 2), (2, 2), (2, 3), 2),
    ((2, 6, 6, 5), (5, 1, 3, 3), (1, 1), (1, 1), (1, 1), 5), ((1, 4, 4, 8), (16, 8, 1, 1), (1, 1), (0, 0), (1, 1), 1),
    ((0, 5, 5, 2), (3, 2, 3, 3), (1, 1), (1, 1), (1, 1), 1), ((1, 2, 3, 2), (2, 2, 4, 4), (1, 1), (3, 3), (1, 1), 1),
]:
    picture, weight, bias = torch.randn(shape), torch.randn(kernel), torch.randn(kernel[0])
    result = F.conv2d(picture.permute(0, 3, 1, 2), weight, bias, stride, padding, dilation, groups).permute(0, 2, 3, 1)
    case("convolve", [picture, weight, bias], result, stride=stride, padding=padding, dilation=dilation, groups=groups)

for size, stride, padding in [((2, 2), (2, 2), (0, 0)), ((3, 2), (1, 2), (1, 1)), ((5, 5), (3, 3), (2, 2))]:
    picture = torch.randn(2, 3, 9, 8)
    case("pool", [picture], F.avg_pool2d(picture, size, stride, padding), size=size, stride=stride, padding=padding, kind="average")
    picture[0, 0, 4, 4] = float("nan")
    case("pool", [picture], F.max_pool2d(picture, size, stride, padding), size=size, stride=stride, padding=padding, kind="max")

save_file(tensors, here / "cases.safetensors")
(here / "cases.json").write_text(json.dumps(cases, indent=0))
