"""Makes adapters for the models v2 and xl in both common layouts, and what diffusers gives with them.

    python make_lora.py               from this folder, after make_goldens.py; needs torch, diffusers, transformers, peft

Writes `lora/<model>-peft.safetensors` (diffusers' own layout), `lora/<model>-joined.safetensors` (names joined with
underscores, for XL's UNet the original ones) and `lora/goldens.json`: the last latents (batch, y, x, channel), flattened.
"""

import json
import os
import sys

import torch
import transformers.integrations.peft as integration
from diffusers import StableDiffusionPipeline, StableDiffusionXLPipeline
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict
from safetensors.torch import load_file, save_file

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from make_original import unet_name

# The versions at hand go together although transformers asks for a newer one.
integration.check_peft_version = lambda min_version: None
HERE = os.path.dirname(os.path.abspath(__file__))
torch.set_grad_enabled(False)
RANK, ALPHA = 2, 3.0
PROMPTS, NEGATIVE = ["a fox and a car"], "a pizza"


def pipeline_of(model):
    kind = StableDiffusionXLPipeline if model == "xl" else StableDiffusionPipeline
    pipeline = kind.from_pretrained(os.path.join(HERE, model, "model"), torch_dtype=torch.float32)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def run(pipeline, model):
    height, width = (32, 24) if model == "xl" else (16, 24)
    noise = load_file(os.path.join(HERE, model, "goldens.safetensors"))["input/noise"]
    noise = noise.view(2, height // 2, width // 2, 4).permute(0, 3, 1, 2)[:1].contiguous()
    latents = pipeline(
        PROMPTS, negative_prompt=[NEGATIVE], num_inference_steps=2, guidance_scale=5.0, latents=noise, height=height,
        width=width, output_type="latent").images
    return [float(f"{value:.8g}") for value in latents.permute(0, 2, 3, 1).flatten().tolist()]


def main():
    os.makedirs(os.path.join(HERE, "lora"), exist_ok=True)
    cases = []
    for number, model in enumerate(("v2", "xl")):
        torch.manual_seed(20 + number)
        pipeline = pipeline_of(model)
        parts = {"unet": ["to_q", "to_v", "to_out.0", "conv1"], "text_encoder": ["q_proj", "fc1"]}
        if model == "xl":
            parts["text_encoder_2"] = ["k_proj"]
        state, alphas = {}, {}
        for part, targets in parts.items():
            module = getattr(pipeline, part)
            module.add_adapter(LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=targets))
            for name, value in get_peft_model_state_dict(module).items():
                state[f"{part}.{name}"] = (torch.randn_like(value) * 0.2).half().float()
            alphas.update({f"{part}.lora_alpha": ALPHA, f"{part}.r": RANK, f"{part}.target_modules": targets})
        peft = os.path.join(HERE, "lora", f"{model}-peft.safetensors")
        save_file({n: v.half().contiguous() for n, v in state.items()}, peft,
                  {"format": "pt", "lora_adapter_metadata": json.dumps(alphas)})

        joined = {}
        config = pipeline.unet.config
        crosses = ["Cross" in kind for kind in config.up_block_types]
        for name, value in state.items():
            part, path = name.split(".", 1)
            path, half = path.rsplit(".lora_", 1)
            if part == "unet":
                if model == "xl":
                    path = unet_name(path + ".", config.layers_per_block, crosses)[:-1]
                place = "lora_unet_" + path.replace(".", "_")
            else:
                prefix = {"text_encoder": "lora_te1_" if model == "xl" else "lora_te_", "text_encoder_2": "lora_te2_"}[part]
                place = prefix + ("" if path.startswith("text_model") else "text_model_") + path.replace(".", "_")
            joined[f"{place}.lora_{'down' if half.startswith('A') else 'up'}.weight"] = value.half().contiguous()
            joined[place + ".alpha"] = torch.tensor(ALPHA)
        other = os.path.join(HERE, "lora", f"{model}-joined.safetensors")
        save_file(joined, other, {"format": "pt"})

        # What the adapters do, with diffusers: by adding to the weights, which needs none of its readers.
        for scales in ([1.0], [0.6], [0.6, -0.3]):
            pipeline = pipeline_of(model)
            for part in parts:
                weights = dict(getattr(pipeline, part).named_parameters())
                for name, down in state.items():
                    if not name.startswith(part + ".") or ".lora_A" not in name:
                        continue
                    up = state[name.replace(".lora_A", ".lora_B")]
                    weight = weights[name[len(part) + 1:].replace(".lora_A", "")]
                    delta = (up.flatten(1) @ down.flatten(1)).view_as(weight)
                    weight.add_(delta * sum(scales) * ALPHA / RANK)
            cases.append({"model": model, "scales": scales, "latents": run(pipeline, model)})
        # And its own reader agrees on its own layout.
        pipeline = pipeline_of(model)
        pipeline.load_lora_weights(peft)
        own = run(pipeline, model)
        wanted = cases[-3]["latents"]
        error = max(abs(a - b) for a, b in zip(own, wanted)) / max(abs(b) for b in wanted)
        plain = run(pipeline_of(model), model)
        effect = max(abs(a - b) for a, b in zip(plain, wanted)) / max(abs(b) for b in wanted)
        print(model, len(state), "tensors; diffusers' reader differs by", error, "; the adapter changes", effect)
        assert error < 1e-4
    with open(os.path.join(HERE, "lora", "goldens.json"), "w") as file:
        json.dump({"prompts": PROMPTS, "negative": NEGATIVE, "steps": 2, "guidance": 5.0, "cases": cases}, file,
                  separators=(",", ":"))


if __name__ == "__main__":
    main()
