"""Makes `original.json`: the names that the tensors of the models v2 and xl have in a single file of Stable Diffusion's own
program, each with the names of diffusers that it holds.

    python make_original.py           from this folder, after make_goldens.py; needs torch, diffusers, safetensors

The names are checked with diffusers' own converters of single files: what they make of such a file is the model again.
Entries: [original name, [diffusers names], kind]; kinds: "whole", "rows" (queries, keys, values one below the other),
"transposed", "pixel" (a linear layer as a convolution of one pixel). Names begin with the part.
"""

import json
import os
import re

import torch
from diffusers.loaders.single_file_utils import (
    convert_ldm_unet_checkpoint, convert_ldm_vae_checkpoint, convert_open_clip_checkpoint,
)
from safetensors.torch import load_file

HERE = os.path.dirname(os.path.abspath(__file__))
RESNET = [("norm1", "in_layers.0"), ("conv1", "in_layers.2"), ("norm2", "out_layers.0"), ("conv2", "out_layers.3"),
          ("time_emb_proj", "emb_layers.1"), ("conv_shortcut", "skip_connection")]
UNET = [("time_embedding.linear_1", "time_embed.0"), ("time_embedding.linear_2", "time_embed.2"),
        ("add_embedding.linear_1", "label_emb.0.0"), ("add_embedding.linear_2", "label_emb.0.2"),
        ("conv_in", "input_blocks.0.0"), ("conv_norm_out", "out.0"), ("conv_out", "out.2"),
        ("mid_block.resnets.0", "middle_block.0"), ("mid_block.attentions.0", "middle_block.1"),
        ("mid_block.resnets.1", "middle_block.2")]


def unet_name(name, layers, crosses):
    rename = lambda rest: next((new + rest[len(old):] for old, new in RESNET if rest.startswith(old + ".")), rest)
    for old, new in UNET:
        if name.startswith(old + "."):
            rest = name[len(old) + 1:]
            return f"{new}.{rename(rest) if 'resnets' in old else rest}"
    side, block, kind, layer, rest = re.fullmatch(r"(down|up)_blocks\.(\d+)\.(\w+)\.(\d+)\.(.*)", name).groups()
    block, layer, count = int(block), int(layer), layers + 1
    if side == "down":
        if kind == "downsamplers":
            return f"input_blocks.{(block + 1) * count}.0.op.{rest.removeprefix('conv.')}"
        return f"input_blocks.{1 + block * count + layer}.{0 if kind == 'resnets' else 1}.{rename(rest) if kind == 'resnets' else rest}"
    if kind == "upsamplers":
        return f"output_blocks.{block * count + layers}.{2 if crosses[block] else 1}.{rest}"
    return f"output_blocks.{block * count + layer}.{0 if kind == 'resnets' else 1}.{rename(rest) if kind == 'resnets' else rest}"


def vae_name(name, levels):
    name = name.replace("conv_norm_out", "norm_out").replace("conv_shortcut", "nin_shortcut")
    name = name.replace("mid_block.attentions.0.", "mid.attn_1.").replace("mid_block.resnets.0", "mid.block_1")
    name = name.replace("mid_block.resnets.1", "mid.block_2")
    for old, new in (("group_norm", "norm"), ("to_q", "q"), ("to_k", "k"), ("to_v", "v"), ("to_out.0", "proj_out")):
        name = name.replace("attn_1." + old, "attn_1." + new)
    name = re.sub(r"down_blocks\.(\d+)\.resnets", r"down.\1.block", name)
    name = re.sub(r"down_blocks\.(\d+)\.downsamplers\.0", r"down.\1.downsample", name)
    name = re.sub(r"up_blocks\.(\d+)\.resnets", lambda m: f"up.{levels - 1 - int(m[1])}.block", name)
    return re.sub(r"up_blocks\.(\d+)\.upsamplers\.0", lambda m: f"up.{levels - 1 - int(m[1])}.upsample", name)


def clip_entries(part, names, prefix):
    """OpenCLIP's tower."""
    for name in names:
        inner = name.removeprefix("text_model.")
        simple = {"embeddings.token_embedding.weight": "token_embedding.weight", "text_projection.weight": "text_projection",
                  "embeddings.position_embedding.weight": "positional_embedding",
                  "final_layer_norm.weight": "ln_final.weight", "final_layer_norm.bias": "ln_final.bias"}
        if inner in simple:
            yield [prefix + simple[inner], [f"{part}/{name}"], "transposed" if "projection" in inner else "whole"]
            continue
        layer, rest = re.fullmatch(r"encoder\.layers\.(\d+)\.(.*)", inner).groups()
        place = f"{prefix}transformer.resblocks.{layer}."
        if rest.startswith("self_attn.q_proj"):
            kind = rest.rsplit(".", 1)[1]
            yield [f"{place}attn.in_proj_{kind}", [f"{part}/{name.replace('q_proj', x + '_proj')}" for x in "qkv"], "rows"]
        elif not re.match(r"self_attn\.[kv]_proj", rest):
            for old, new in (("layer_norm1", "ln_1"), ("layer_norm2", "ln_2"), ("mlp.fc1", "mlp.c_fc"), ("mlp.fc2", "mlp.c_proj"),
                             ("self_attn.out_proj", "attn.out_proj")):
                rest = rest.replace(old, new)
            yield [place + rest, [f"{part}/{name}"], "whole"]


def main():
    result = {}
    for model in ("v2", "xl"):
        folder = os.path.join(HERE, model, "model")
        weights = {part: load_file(os.path.join(folder, part, f)) for part in sorted(os.listdir(folder))
                   if os.path.isdir(os.path.join(folder, part))
                   for f in os.listdir(os.path.join(folder, part)) if f.endswith(".safetensors")}
        config = {part: json.load(open(os.path.join(folder, part, "config.json"))) for part in weights}
        crosses = ["Cross" in kind for kind in config["unet"]["up_block_types"]]
        entries = [["model.diffusion_model." + unet_name(name, config["unet"]["layers_per_block"], crosses), [f"unet/{name}"], "whole"]
                   for name in weights["unet"]]
        for name, value in weights["vae"].items():
            pixel = "attentions.0" in name and name.endswith("weight") and value.dim() == 2
            entries.append(["first_stage_model." + vae_name(name, len(config["vae"]["block_out_channels"])),
                            [f"vae/{name}"], "pixel" if pixel else "whole"])
        if model == "xl":
            prefix = "conditioner.embedders.1.model."
            # One tower keeps its names; older versions of transformers wrote them below text_model.
            entries += [["conditioner.embedders.0.transformer." + ("" if n.startswith("text_model.") else "text_model.") + n,
                         [f"text_encoder/{n}"], "whole"] for n in weights["text_encoder"]]
            entries += clip_entries("text_encoder_2", weights["text_encoder_2"], prefix)
        else:
            prefix = "cond_stage_model.model."
            entries += clip_entries("text_encoder", weights["text_encoder"], prefix)

        # What diffusers makes of it.
        def value(names, kind):
            parts = [weights[name.split("/", 1)[0]][name.split("/", 1)[1]].float() for name in names]
            return {"whole": lambda: parts[0], "rows": lambda: torch.cat(parts), "transposed": lambda: parts[0].T,
                    "pixel": lambda: parts[0][:, :, None, None]}[kind]()
        checkpoint = {name: value(names, kind) for name, names, kind in entries}
        unet = convert_ldm_unet_checkpoint(dict(checkpoint), config["unet"])
        vae = convert_ldm_vae_checkpoint(dict(checkpoint), config["vae"])
        part = "text_encoder_2" if model == "xl" else "text_encoder"
        width = config[part]["hidden_size"]
        tower = type("Tower", (), {"config": type("Config", (), {"hidden_size": width})})
        text = convert_open_clip_checkpoint(tower, dict(checkpoint), prefix=prefix)
        for part, found in (("unet", unet), ("vae", vae), (part, text)):
            found = {name.removeprefix("text_model."): v for name, v in found.items()}
            wanted = {name.removeprefix("text_model."): v for name, v in weights[part].items() if "position_ids" not in name}
            assert set(found) == set(wanted), (part, set(found) ^ set(wanted))
            for name in found:
                assert torch.equal(found[name].float(), wanted[name].float().reshape(found[name].shape)), (part, name)
        result[model] = entries
        print(model, len(entries), "tensors")
    with open(os.path.join(HERE, "original.json"), "w") as file:
        json.dump(result, file, separators=(",", ":"))


if __name__ == "__main__":
    main()
