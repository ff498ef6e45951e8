"""Makes `published.json`: the names and shapes that the published checkpoints of Stable Diffusion 1.5, 2.1 and XL have in one
file, and how many parameters diffusers counts in their parts. No weight is made.

    python make_published.py          from this folder; needs torch, diffusers, transformers

Shapes are given once: {"shape": [names…]}. Names are cut where they repeat: numbers in `{0-5}` stand for each of them.
"""

import json
import os
import re
import sys

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from make_original import clip_entries, unet_name, vae_name

HERE = os.path.dirname(os.path.abspath(__file__))
DOWN, UP = ["CrossAttnDownBlock2D"] * 3 + ["DownBlock2D"], ["UpBlock2D"] + ["CrossAttnUpBlock2D"] * 3
UNETS = {
    "1.5": dict(sample_size=64, cross_attention_dim=768, attention_head_dim=8, down_block_types=DOWN, up_block_types=UP,
                block_out_channels=(320, 640, 1280, 1280)),
    "2.1": dict(sample_size=96, cross_attention_dim=1024, attention_head_dim=(5, 10, 20, 20), use_linear_projection=True,
                down_block_types=DOWN, up_block_types=UP, block_out_channels=(320, 640, 1280, 1280)),
    "xl": dict(sample_size=128, cross_attention_dim=2048, attention_head_dim=(5, 10, 20), use_linear_projection=True,
               transformer_layers_per_block=(1, 2, 10), block_out_channels=(320, 640, 1280),
               down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
               up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"), addition_embed_type="text_time",
               addition_time_embed_dim=256, projection_class_embeddings_input_dim=2816),
}
# Width, inner width, layers that are in the file, layers that diffusers keeps, heads, projection.
CLIP, VIT_H, VIT_G = (768, 3072, 12, 12, 12, None), (1024, 4096, 24, 23, 16, 1024), (1280, 5120, 32, 32, 20, 1280)
TOWERS = {
    "1.5": [("text_encoder", "cond_stage_model.transformer.", CLIP)],
    "2.1": [("text_encoder", "cond_stage_model.model.", VIT_H)],
    "xl": [("text_encoder", "conditioner.embedders.0.transformer.", CLIP),
           ("text_encoder_2", "conditioner.embedders.1.model.", VIT_G)],
}


def tower(settings, layers, projects):
    width, inner, _, _, heads, projection = settings
    kind = CLIPTextModelWithProjection if projects else CLIPTextModel
    return kind(CLIPTextConfig(hidden_size=width, intermediate_size=inner, num_hidden_layers=layers,
                               num_attention_heads=heads, projection_dim=projection or width))


def count(module):
    return sum(parameter.numel() for parameter in module.parameters())


def main():
    result = {}
    for version, settings in UNETS.items():
        with torch.device("meta"):
            unet = UNet2DConditionModel(**settings)
            vae = AutoencoderKL(
                block_out_channels=(128, 256, 512, 512), layers_per_block=2, latent_channels=4,
                down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4)
            towers = [(part, prefix, values, tower(values, values[2], True), tower(values, values[3], part == "text_encoder_2"))
                      for part, prefix, values in TOWERS[version]]
        crosses = ["Cross" in kind for kind in settings["up_block_types"]]
        shapes = {"model.diffusion_model." + unet_name(name, 2, crosses): list(p.shape) for name, p in unet.named_parameters()}
        for name, parameter in vae.named_parameters():
            shape = list(parameter.shape)
            if "attentions.0.to_" in name and name.endswith("weight"):
                shape += [1, 1]
            shapes["first_stage_model." + vae_name(name, 4)] = shape
        counts = {"unet": count(unet), "vae": count(vae)}
        for part, prefix, values, whole, kept in towers:
            counts[part] = count(kept)
            own = dict(whole.named_parameters())
            if values[5] is None:
                for name, parameter in own.items():
                    if "projection" not in name:
                        shapes[prefix + "text_model." + name.removeprefix("text_model.")] = list(parameter.shape)
                continue
            plain = {name.removeprefix("text_model."): p for name, p in own.items()}
            for original, names, kind in clip_entries(part, own, prefix):
                held = [list(plain[n.split("/", 1)[1].removeprefix("text_model.")].shape) for n in names]
                shape = held[0]
                if kind == "rows":
                    shape = [3 * shape[0]] + shape[1:]
                shapes[original] = shape[::-1] if kind == "transposed" else shape
        result[version] = {"parameters": counts, "shapes": grouped(shapes)}
        print(version, len(shapes), "tensors", counts)
    with open(os.path.join(HERE, "published.json"), "w") as file:
        json.dump(result, file, separators=(",", ":"))


def grouped(shapes):
    """Names of one shape that differ in one number only are one name with a range."""
    by_shape = {}
    for name, shape in shapes.items():
        by_shape.setdefault("x".join(map(str, shape)), set()).add(name)
    for shape, names in by_shape.items():
        for position in range(5):
            families = {}
            for name in names:
                pieces = re.split(r"(?<=\.)(\d+)(?=\.)", name)
                place = 2 * position + 1
                if place < len(pieces):
                    key = tuple(pieces[:place] + [None] + pieces[place + 1:])
                    families.setdefault(key, []).append(int(pieces[place]))
                else:
                    families.setdefault((name,), [])
            names = set()
            for key, numbers in families.items():
                numbers.sort()
                if not numbers:
                    names.add(key[0])
                    continue
                runs = []
                for number in numbers:
                    if runs and number == runs[-1][1] + 1:
                        runs[-1][1] = number
                    else:
                        runs.append([number, number])
                for low, high in runs:
                    text = str(low) if low == high else f"{{{low}-{high}}}"
                    names.add("".join(text if piece is None else piece for piece in key))
        by_shape[shape] = sorted(names)
    return by_shape


if __name__ == "__main__":
    main()
