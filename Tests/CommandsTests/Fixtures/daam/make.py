"""Makes the reference heat maps of this folder with diffusers, in float32.

    python make.py [limn]        needs numpy, torch, diffusers; `limn` is the built executable, for ground's noise

DAAM (Tang et al. 2023), written from its formulas, for the word "sunflower" of PROMPT in a square picture and in one
that is not:

  A[t, l, h, k]   softmax of attention layer l (attn2 of the blocks down and up) in the conditional half, at step t
  H = sum over t of A
  D = mean over l and h of max(0, bicubic(H to the size of the latents))
  word = mean of D over the word's tokens, bicubic to the picture, (x - min) / (max - min)

chest24 (Dombrowski et al. 2024), for all words and for one word of a phrase in a picture: independent unguided passes
on noised latents, mean over times, layers (the middle block too) and heads, nearest to the size of the latents, mean
over tokens, scaled to 0...1, bilinear to the picture.

  square.noise.npy, wide.noise.npy    (batch, channel, y, x)
  square.heat.npy, wide.heat.npy      (y, x)
  wide.steps.npy                      the map of steps 1 and 3 only
  ground.noise.npy                    (time, y, x, channel): what `normal(shape, seed=i)` gives for i = 0, 1, ...
  ground.png, ground.heat.npy, ground.word.npy
"""

import os
import subprocess
import sys

import numpy as np
import torch
from diffusers import DDIMScheduler, StableDiffusionPipeline
from PIL import Image
from torch.nn.functional import interpolate

HERE = os.path.dirname(os.path.abspath(__file__))
SCENES = os.path.join(HERE, "..", "..", "..", "..", "models", "scenes")
PROMPT = "a sunflower left of a blue heart on sand"
WORD = [2, 3]  # "sun" and "flower"; 0 is the start, 1 is "a"
STEPS, GUIDANCE = 4, 7.5
TIMES = [1, 201, 401, 601]
torch.set_grad_enabled(False)


class Keep:
    """Attention written out; keeps the probabilities of the last half of the batch as (head, query, key)."""

    def __init__(self, path, kept):
        self.path, self.kept = path, kept

    def __call__(self, attn, hidden_states, encoder_hidden_states=None, attention_mask=None, temb=None):
        context = hidden_states if encoder_hidden_states is None else encoder_hidden_states
        query = attn.head_to_batch_dim(attn.to_q(hidden_states))
        key = attn.head_to_batch_dim(attn.to_k(context))
        value = attn.head_to_batch_dim(attn.to_v(context))
        probabilities = torch.softmax(query @ key.transpose(1, 2) * attn.scale, dim=-1)
        if encoder_hidden_states is not None:
            self.kept.setdefault(self.path, []).append(probabilities[-attn.heads:].clone())
        return attn.to_out[0](attn.batch_to_head_dim(probabilities @ value))


def pipeline():
    pipe = StableDiffusionPipeline.from_pretrained(SCENES, torch_dtype=torch.float32, safety_checker=None)
    pipe.scheduler = DDIMScheduler.from_config(pipe.scheduler.config)
    pipe.set_progress_bar_config(disable=True)
    kept = {}
    paths = list(pipe.unet.attn_processors)
    pipe.unet.set_attn_processor({path: Keep(path, kept) for path in paths})
    return pipe, kept


def folded(probabilities, latents):
    """(head, query, key) as (head, key, y, x), by the shape of the latents."""
    heads, queries, keys = probabilities.shape
    factor = round((latents[0] * latents[1] / queries) ** 0.5)
    return probabilities.transpose(1, 2).reshape(heads, keys, latents[0] // factor, latents[1] // factor)


def scaled(x):
    return (x - x.min()) / (x.max() - x.min())


def daam(kept, latents, size, steps):
    total, count = 0, 0
    for path, maps in kept.items():
        if "mid_block" in path:
            continue
        summed = sum(folded(maps[step], latents) for step in steps)
        resized = interpolate(summed, size=latents, mode="bicubic", align_corners=False).clamp(min=0)
        total, count = total + resized.sum(0), count + resized.shape[0]
    word = (total / count)[WORD].mean(0)
    return scaled(interpolate(word[None, None], size=size, mode="bicubic", align_corners=False)[0, 0])


def save(name, tensor):
    np.save(os.path.join(HERE, name), np.asarray(tensor, dtype=np.float32))


def sampled(name, size, seed):
    pipe, kept = pipeline()
    latents = (size[0] // 8, size[1] // 8)
    noise = np.random.default_rng(seed).standard_normal((1, 4) + latents).astype(np.float32)
    output = pipe(
        PROMPT, height=size[0], width=size[1], num_inference_steps=STEPS, guidance_scale=GUIDANCE,
        latents=torch.tensor(noise), output_type="np")
    assert all(len(maps) == STEPS for maps in kept.values())
    save(f"{name}.noise.npy", noise)
    save(f"{name}.heat.npy", daam(kept, latents, size, range(STEPS)))
    if name == "wide":
        save("wide.steps.npy", daam(kept, latents, size, [1, 3]))
    return output.images[0]


def grounded(limn):
    picture_path = os.path.join(HERE, "ground.png")
    noise_path = os.path.join(HERE, "ground.noise.npy")
    noises = f"stack([normal([16, 16, 4], seed=i) for i in range({len(TIMES)})]) |> save(\"{noise_path}\");"
    subprocess.run([limn, "-e", noises], check=True)
    pipe, kept = pipeline()
    picture = torch.tensor(np.asarray(Image.open(picture_path).convert("RGB"), dtype=np.float32) / 255)
    clean = pipe.vae.encode(picture.movedim(2, 0)[None] * 2 - 1).latents * pipe.vae.config.scaling_factor
    noise = torch.tensor(np.load(noise_path)).movedim(3, 1)
    ids = pipe.tokenizer(
        PROMPT, padding="max_length", max_length=pipe.tokenizer.model_max_length, return_tensors="pt").input_ids
    text = pipe.text_encoder(ids).last_hidden_state
    last = len(pipe.tokenizer(PROMPT).input_ids) - 1  # the end is no word
    alphas = pipe.scheduler.alphas_cumprod
    for index, time in enumerate(TIMES):
        noisy = alphas[time] ** 0.5 * clean + (1 - alphas[time]) ** 0.5 * noise[index]
        pipe.unet(noisy, time, encoder_hidden_states=text)
    latents = tuple(clean.shape[2:])
    layers = [
        interpolate(torch.stack([folded(m, latents).mean(0) for m in maps]).mean(0)[None], size=latents, mode="nearest")
        for maps in kept.values()
    ]
    mean = torch.cat(layers).mean(0)
    for name, tokens in (("ground.heat.npy", list(range(1, last))), ("ground.word.npy", WORD)):
        heat = scaled(mean[tokens].mean(0))
        size = tuple(picture.shape[:2])
        save(name, interpolate(heat[None, None], size=size, mode="bilinear", align_corners=False)[0, 0])


def main():
    picture = sampled("square", (128, 128), 11)
    Image.fromarray((picture * 255).round().astype("uint8")).save(os.path.join(HERE, "ground.png"), optimize=True)
    sampled("wide", (96, 128), 12)
    limn = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", "..", "..", "..", ".build", "debug", "limn")
    grounded(limn)


if __name__ == "__main__":
    main()
