"""Makes `variants.json`: the last latents of short runs of the models v2 and xl under options that change the texts or the
guidance, with diffusers in float32, from the noise in `<model>/goldens.safetensors`.

    python make_variants.py           from this folder, after make_goldens.py; needs torch, diffusers, transformers

Latents are (batch, y, x, channel), flattened.
"""

import json
import os

import torch
from diffusers import StableDiffusionPipeline, StableDiffusionXLPipeline
from safetensors.torch import load_file
from transformers import CLIPTextModel

HERE = os.path.dirname(os.path.abspath(__file__))
torch.set_grad_enabled(False)
# Newer versions of transformers have the layers in the model itself, where diffusers' clip_skip does not look.
if not hasattr(CLIPTextModel, "text_model") and "text_model" not in CLIPTextModel.__init__.__code__.co_names:
    CLIPTextModel.text_model = property(lambda self: self)
PROMPTS, NEGATIVE = ["a fox and a car", "a red circle on grass"], "a pizza"
CASES = [
    ("v2", {"clip_skip": 1}), ("v2", {"guidance_rescale": 0.7}),
    ("xl", {"clip_skip": 1}), ("xl", {"guidance_rescale": 0.5}),
    ("xl", {"original_size": (20, 30), "crops_coords_top_left": (4, 2), "target_size": (64, 48)}),
]


def main():
    cases = []
    for name, options in CASES:
        kind = StableDiffusionXLPipeline if name == "xl" else StableDiffusionPipeline
        pipeline = kind.from_pretrained(os.path.join(HERE, name, "model"), torch_dtype=torch.float32)
        pipeline.set_progress_bar_config(disable=True)
        height, width = (32, 24) if name == "xl" else (16, 24)
        noise = load_file(os.path.join(HERE, name, "goldens.safetensors"))["input/noise"]
        noise = noise.view(2, height // 2, width // 2, 4).permute(0, 3, 1, 2).contiguous()
        latents = pipeline(
            PROMPTS, negative_prompt=[NEGATIVE] * 2, num_inference_steps=2, guidance_scale=5.0, latents=noise,
            height=height, width=width, output_type="latent", **options).images
        values = [float(f"{value:.8g}") for value in latents.permute(0, 2, 3, 1).flatten().tolist()]
        cases.append({"model": name, "height": height, "width": width, "options": options, "latents": values})
    with open(os.path.join(HERE, "variants.json"), "w") as file:
        json.dump({"prompts": PROMPTS, "negative": NEGATIVE, "steps": 2, "guidance": 5.0, "cases": cases}, file,
                  separators=(",", ":"))
    print(len(cases), "variants")


if __name__ == "__main__":
    main()
