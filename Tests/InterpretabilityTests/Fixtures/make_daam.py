"""Writes daam.safetensors: random attention maps of three sites, not square, and DAAM's heat map of a two-piece word in PyTorch.

The rule (Tang et al. 2022): sum over steps; for each site and head, bicubic to the size of the latents, then clamped at 0; mean over
sites and heads; mean over the pieces of the word; bicubic to the size of the picture; then scaled from 0 to 1.
"""
import torch
from safetensors.torch import save_file
from torch.nn.functional import interpolate

torch.manual_seed(3)
steps, heads, tokens, latents, picture = 3, 2, 6, (12, 20), (24, 40)
sites = [(12, 20), (6, 10), (3, 5)]
pieces = [2, 3]
tensors, maps = {}, []
for number, (y, x) in enumerate(sites):
    a = torch.softmax(3 * torch.randn(steps, heads, y, x, tokens), dim=-1)
    tensors[f"site{number}"] = a
    summed = a.sum(0).permute(0, 3, 1, 2)  # head, token, y, x
    maps.append(interpolate(summed, size=latents, mode="bicubic", align_corners=False).clamp(min=0))
heat = torch.cat(maps).mean(0)  # token, y, x
word = heat[pieces].mean(0)
tensors["word"] = word.contiguous()
large = interpolate(word[None, None], size=picture, mode="bicubic", align_corners=False)[0, 0]
tensors["heat"] = ((large - large.min()) / (large.max() - large.min())).contiguous()
save_file(tensors, "daam.safetensors")
