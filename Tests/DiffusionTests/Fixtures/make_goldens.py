"""Makes the golden tensors of the diffusion core with diffusers, in float32.

    python make_goldens.py [NAME…]     from this folder; needs torch, diffusers, transformers, safetensors

For each of four models it writes `<model>/goldens.safetensors` and `<model>/goldens.json`:

  scenes   the default model (models/scenes): AutoencoderTiny, three levels, epsilon
  v2       random weights, made here: Stable Diffusion 2's settings (heads and linear projections by level, upcast
           attention, v-prediction, GELU text encoder, texts padded with "!"), in float16
  xl       random weights, made here: Stable Diffusion XL's settings (two text encoders, pooled text, sizes)
  levels   random weights, made here: AutoencoderKL, four levels, other heads at each, linear projections, v-prediction,
           uneven non-square latents, two prompts at a time

Every activation is stored channels last and flattened, and of large ones only every n-th value (`stride` in the JSON):
values are compared, not hashes. Keys:

  text/<site>, unet/<site>, decode/<site>, encode/<site>   outputs of modules in one pass
  unet/<site>.probabilities                                attention maps (batch, head, query, key)
  ddim/<step>, euler/<step>                                latents after each step; `…/image` the decoded pictures
  input/…                                                  what goes in

`schedulers.json` holds timesteps and single steps of both schedulers under many settings.
"""

import json
import os
import sys

import numpy as np
import torch
from diffusers import (
    AutoencoderKL, AutoencoderTiny, DDIMScheduler, EulerDiscreteScheduler, StableDiffusionPipeline,
    StableDiffusionXLPipeline, UNet2DConditionModel,
)
from diffusers.models.embeddings import Timesteps
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer
from transformers.activations import GELUActivation, QuickGELUActivation

HERE = os.path.dirname(os.path.abspath(__file__))
SCENES = os.path.join(HERE, "..", "..", "..", "models", "scenes")
torch.set_grad_enabled(False)
# Modules without weights, which are fused into their neighbours, and tables that are looked up.
NO_SITES = (
    torch.nn.ModuleList, torch.nn.Dropout, torch.nn.Sequential, torch.nn.SiLU, torch.nn.ReLU, torch.nn.GELU,
    torch.nn.Embedding, torch.nn.Identity, torch.nn.Upsample, Timesteps, GELUActivation, QuickGELUActivation,
)


class Recorder:
    """Gathers tensors under keys, thinned to at most `limit` values each."""

    def __init__(self, thin=1):
        self.tensors, self.strides, self.thin = {}, {}, thin

    def add(self, key, value, limit=1024, channels_first=None):
        if channels_first is None:
            channels_first = value.dim() == 4
        if channels_first:
            value = value.movedim(1, -1)
        flat = value.detach().float().contiguous().flatten()
        if limit < 1 << 30:
            limit //= self.thin
        stride = max(1, -(-flat.numel() // limit))
        # An odd stride does not walk along one channel only.
        if stride > 1 and stride % 2 == 0:
            stride += 1
        self.tensors[key] = flat[::stride].clone()
        self.strides[key] = stride

    def watch(self, module, prefix, key):
        """Records the output of every named module below `module`."""
        handles = []
        for path, child in module.named_modules():
            if path and not isinstance(child, NO_SITES) and path not in ("encoder", "decoder"):
                handles.append(child.register_forward_hook(self.hook(f"{key}/{prefix}.{path}")))
        return handles

    def hook(self, key):
        def run(module, _inputs, output):
            if hasattr(output, "sample"):
                output = output.sample
            while isinstance(output, (tuple, list)):
                output = output[0]
            if torch.is_tensor(output):
                large = key.count(".") <= 4
                # The group norm of an autoencoder's attention sees (batch, channel, pixel).
                first = output.dim() == 4 or isinstance(module, torch.nn.GroupNorm)
                self.add(key, output, limit=1024 if large else 256, channels_first=first)

        return run


class RecordingProcessor:
    """Attention written out, so that its probabilities can be kept."""

    def __init__(self, recorder, key):
        self.recorder, self.key, self.active = recorder, key, True

    def __call__(self, attn, hidden_states, encoder_hidden_states=None, attention_mask=None, temb=None):
        context = hidden_states if encoder_hidden_states is None else encoder_hidden_states
        query = attn.head_to_batch_dim(attn.to_q(hidden_states))
        key = attn.head_to_batch_dim(attn.to_k(context))
        value = attn.head_to_batch_dim(attn.to_v(context))
        probabilities = torch.softmax(query @ key.transpose(1, 2) * attn.scale, dim=-1)
        heads = probabilities @ value
        if self.active:
            for name, tensor in (("query", query), ("key", key), ("value", value), ("heads", heads)):
                self.recorder.add(f"{self.key}.{name}", tensor, limit=256, channels_first=False)
            self.recorder.add(f"{self.key}.probabilities", probabilities, limit=1024, channels_first=False)
        return attn.to_out[0](attn.batch_to_head_dim(heads))


def record(pipeline, name, prompts, negative, steps, size, guidance, seed, thin=1):
    recorder = Recorder(thin)
    is_xl = hasattr(pipeline, "text_encoder_2")
    height, width = size
    factor = pipeline.vae_scale_factor
    generator = torch.Generator().manual_seed(seed)
    channels = pipeline.unet.config.in_channels
    noise = torch.randn(len(prompts), channels, height // factor, width // factor, generator=generator)
    recorder.add("input/noise", noise, limit=1 << 30)

    # Text, every layer, in the order of guidance: without the prompt first.
    towers = [("text_encoder", pipeline.tokenizer, pipeline.text_encoder)]
    if is_xl:
        towers.append(("text_encoder_2", pipeline.tokenizer_2, pipeline.text_encoder_2))
    all_ids, states, pooled = [], [], None
    for part, tokenizer, text_encoder in towers:
        ids = tokenizer(
            [negative] * len(prompts) + prompts, padding="max_length", truncation=True,
            max_length=tokenizer.model_max_length, return_tensors="pt").input_ids
        has_prefix = any(path.startswith("text_model") for path, _ in text_encoder.named_modules())
        handles = recorder.watch(text_encoder, part if has_prefix else part + ".text_model", "text")
        output = text_encoder(ids, output_hidden_states=True)
        for handle in handles:
            handle.remove()
        all_ids.append(ids.tolist())
        states.append(output.hidden_states[-2] if is_xl else output.last_hidden_state)
        pooled = output.text_embeds if part == "text_encoder_2" else output.pooler_output
    text = torch.cat(states, dim=-1)
    recorder.add("text/states", text, limit=1 << 30)
    recorder.add("text/pooled", pooled, limit=1 << 30)
    added = None
    if is_xl:
        sizes = torch.tensor([[height, width, 0, 0, height, width]] * len(text), dtype=torch.float32)
        added = {"text_embeds": pooled, "time_ids": sizes}

    # One pass of the UNet with everything looked at.
    timestep = 601
    processors = {}
    for path, _ in pipeline.unet.attn_processors.items():
        processors[path] = RecordingProcessor(recorder, "unet/unet." + path.removesuffix(".processor"))
    pipeline.unet.set_attn_processor(dict(processors))  # which empties the dictionary that it is given
    handles = recorder.watch(pipeline.unet, "unet", "unet")
    prediction = pipeline.unet(
        torch.cat([noise, noise]), timestep, encoder_hidden_states=text, added_cond_kwargs=added).sample
    recorder.add("unet/unet", prediction, limit=1 << 30)
    for handle in handles:
        handle.remove()
    for processor in processors.values():
        processor.active = False

    # Whole runs.
    for kind, scheduler in (("ddim", DDIMScheduler), ("euler", EulerDiscreteScheduler)):
        pipeline.scheduler = scheduler.from_config(pipeline.scheduler.config)

        def keep(_pipeline, step, _timestep, values):
            recorder.add(f"{kind}/{step}", values["latents"], limit=1 << 30)
            return values

        images = pipeline(
            prompts, negative_prompt=None if is_xl and kind == "euler" else [negative] * len(prompts), num_inference_steps=steps, guidance_scale=guidance,
            latents=noise.clone(), height=height, width=width, output_type="pt", callback_on_step_end=keep).images
        recorder.add(f"{kind}/image", images, limit=8192)

    # The autoencoder by itself.
    vae = pipeline.vae
    image = torch.rand(1, 3, height, width, generator=generator)
    recorder.add("input/image", image, limit=1 << 30)
    handles = recorder.watch(vae, "vae", "encode")
    encoded = vae.encode(image * 2 - 1)
    encoded = encoded.latents if hasattr(encoded, "latents") else encoded.latent_dist.mode()
    for handle in handles:
        handle.remove()
    recorder.add("encode/latents", encoded * vae.config.scaling_factor, limit=1 << 30)
    handles = recorder.watch(vae, "vae", "decode")
    decoded = vae.decode(noise[:1] / vae.config.scaling_factor).sample
    for handle in handles:
        handle.remove()
    recorder.add("decode/image", decoded, limit=8192)

    folder = os.path.join(HERE, name)
    os.makedirs(folder, exist_ok=True)
    save_file(recorder.tensors, os.path.join(folder, "goldens.safetensors"))
    with open(os.path.join(folder, "goldens.json"), "w") as file:
        json.dump({
            "model": "../../../../models/scenes" if name == "scenes" else "model",
            "prompts": prompts, "negative": negative, "steps": steps, "guidance": guidance,
            "height": height, "width": width, "timestep": timestep, "ids": all_ids,
            "unsaid": ["euler"] if is_xl else [],
            "stride": recorder.strides,
        }, file, separators=(",", ":"))
    print(name, len(recorder.tensors), "tensors")


def rounded(module, dtype):
    """The module with weights that `dtype` can hold, back in float32."""
    return module.to(dtype).to(torch.float32)


def make_levels():
    torch.manual_seed(0)
    folder = os.path.join(HERE, "levels", "model")
    unet = UNet2DConditionModel(
        sample_size=(10, 14), in_channels=4, out_channels=4, block_out_channels=(16, 24, 24, 32),
        down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
        layers_per_block=(1, 2, 1, 1), transformer_layers_per_block=(1, 2, 1, 1), attention_head_dim=(2, 3, 4, 4),
        cross_attention_dim=24, norm_num_groups=8, use_linear_projection=True, freq_shift=1, flip_sin_to_cos=False)
    vae = AutoencoderKL(
        block_out_channels=(8, 16, 16), down_block_types=("DownEncoderBlock2D",) * 3,
        up_block_types=("UpDecoderBlock2D",) * 3, layers_per_block=1, norm_num_groups=4, latent_channels=4,
        sample_size=40, scaling_factor=0.13025)
    text = CLIPTextModel(CLIPTextConfig(
        vocab_size=808, hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=3,
        max_position_embeddings=24, hidden_act="gelu", bos_token_id=806, eos_token_id=807, pad_token_id=807,
        projection_dim=24))
    # Fresh normalisations are the identity and fresh embeddings tiny: give every weight something to do.
    for module in (unet, vae, text):
        for parameter in module.parameters():
            parameter.add_(torch.randn_like(parameter) * (0.1 if parameter.dim() == 1 else 0.02))
    unet, vae, text = rounded(unet, torch.float16), rounded(vae, torch.bfloat16), text.float()
    scheduler = DDIMScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False, set_alpha_to_one=True,
        steps_offset=1, prediction_type="v_prediction", timestep_spacing="trailing")
    pipeline = StableDiffusionPipeline(
        vae=vae, text_encoder=text, tokenizer=CLIPTokenizer.from_pretrained(os.path.join(SCENES, "tokenizer")),
        unet=unet, scheduler=scheduler, safety_checker=None, feature_extractor=None, requires_safety_checker=False)
    pipeline.save_pretrained(folder)
    # On disk each part has another type; the values are the same.
    for part, module, dtype in (("unet", unet, torch.float16), ("vae", vae, torch.bfloat16)):
        weights = {name: value.to(dtype).contiguous() for name, value in module.state_dict().items()}
        save_file(weights, os.path.join(folder, part, "diffusion_pytorch_model.safetensors"), {"format": "pt"})
    for name in os.listdir(os.path.join(folder, "tokenizer")):
        os.remove(os.path.join(folder, "tokenizer", name))
    for name in os.listdir(os.path.join(SCENES, "tokenizer")):
        with open(os.path.join(SCENES, "tokenizer", name), "rb") as source:
            with open(os.path.join(folder, "tokenizer", name), "wb") as target:
                target.write(source.read())
    return pipeline


def shake(*modules):
    """Fresh normalisations are the identity and fresh embeddings tiny: gives every weight something to do."""
    for module in modules:
        for parameter in module.parameters():
            parameter.add_(torch.randn_like(parameter) * (0.1 if parameter.dim() == 1 else 0.02))


def padded(folder):
    """The tokenizer of the default model, padding with "!" as OpenCLIP's does."""
    os.makedirs(folder, exist_ok=True)
    for name in os.listdir(folder):
        os.remove(os.path.join(folder, name))
    for name in os.listdir(os.path.join(SCENES, "tokenizer")):
        with open(os.path.join(SCENES, "tokenizer", name), "rb") as source:
            content = source.read()
        if name.endswith(".json") and name != "vocab.json":
            settings = json.loads(content)
            settings["pad_token"] = "!"
            content = json.dumps(settings).encode()
        with open(os.path.join(folder, name), "wb") as target:
            target.write(content)
    return CLIPTokenizer.from_pretrained(folder)


def text_settings(**more):
    return CLIPTextConfig(
        vocab_size=808, max_position_embeddings=24, bos_token_id=806, eos_token_id=807, pad_token_id=0, **more)


def small_vae():
    return AutoencoderKL(
        block_out_channels=(8, 8), down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2, layers_per_block=1, norm_num_groups=4, latent_channels=4,
        sample_size=32, scaling_factor=0.13025, force_upcast=True)


def save_halves(pipeline, folder, parts):
    """Saves a pipeline whose parts hold values of float16 as float16."""
    pipeline.save_pretrained(folder)
    for part, name in parts:
        weights = {key: value.half().contiguous() for key, value in getattr(pipeline, part).state_dict().items()}
        save_file(weights, os.path.join(folder, part, name), {"format": "pt"})


def make_v2():
    torch.manual_seed(1)
    folder = os.path.join(HERE, "v2", "model")
    unet = UNet2DConditionModel(
        sample_size=8, block_out_channels=(16, 32), down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"), layers_per_block=1, attention_head_dim=(2, 4),
        cross_attention_dim=16, norm_num_groups=8, use_linear_projection=True, upcast_attention=True)
    text = CLIPTextModel(text_settings(
        hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, hidden_act="gelu",
        projection_dim=16))
    vae = small_vae()
    shake(unet, text, vae)
    unet, text, vae = (rounded(module, torch.float16) for module in (unet, text, vae))
    scheduler = DDIMScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False, set_alpha_to_one=False,
        steps_offset=1, prediction_type="v_prediction", timestep_spacing="leading")
    pipeline = StableDiffusionPipeline(
        vae=vae, text_encoder=text, tokenizer=padded(os.path.join(folder, "tokenizer")), unet=unet,
        scheduler=scheduler, safety_checker=None, feature_extractor=None, requires_safety_checker=False)
    save_halves(pipeline, folder, [
        ("unet", "diffusion_pytorch_model.safetensors"), ("vae", "diffusion_pytorch_model.safetensors"),
        ("text_encoder", "model.safetensors")])
    padded(os.path.join(folder, "tokenizer"))
    return pipeline


def make_xl():
    torch.manual_seed(2)
    folder = os.path.join(HERE, "xl", "model")
    unet = UNet2DConditionModel(
        sample_size=16, block_out_channels=(16, 32), down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"), layers_per_block=2, transformer_layers_per_block=(1, 2),
        attention_head_dim=(2, 4), cross_attention_dim=40, norm_num_groups=8, use_linear_projection=True,
        addition_embed_type="text_time", addition_time_embed_dim=8, projection_class_embeddings_input_dim=6 * 8 + 20)
    text = CLIPTextModel(text_settings(
        hidden_size=16, intermediate_size=32, num_hidden_layers=3, num_attention_heads=2, hidden_act="quick_gelu",
        projection_dim=16))
    text_2 = CLIPTextModelWithProjection(text_settings(
        hidden_size=24, intermediate_size=32, num_hidden_layers=3, num_attention_heads=3, hidden_act="gelu",
        projection_dim=20))
    vae = small_vae()
    shake(unet, text, text_2, vae)
    unet, text, text_2, vae = (rounded(module, torch.float16) for module in (unet, text, text_2, vae))
    scheduler = EulerDiscreteScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1, timestep_spacing="leading")
    first = padded(os.path.join(folder, "tokenizer"))
    pipeline = StableDiffusionXLPipeline(
        vae=vae, text_encoder=text, text_encoder_2=text_2, tokenizer=first,
        tokenizer_2=padded(os.path.join(folder, "tokenizer_2")), unet=unet, scheduler=scheduler,
        add_watermarker=False)
    save_halves(pipeline, folder, [
        ("unet", "diffusion_pytorch_model.safetensors"), ("vae", "diffusion_pytorch_model.safetensors"),
        ("text_encoder", "model.safetensors"), ("text_encoder_2", "model.safetensors")])
    padded(os.path.join(folder, "tokenizer"))
    padded(os.path.join(folder, "tokenizer_2"))
    return pipeline


def schedulers():
    """Timesteps, and one step in the middle of a run, for many settings."""
    base = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
    common = [
        {}, {"timestep_spacing": "trailing"}, {"timestep_spacing": "linspace"}, {"timestep_spacing": "leading", "steps_offset": 1},
        {"beta_schedule": "linear"}, {"beta_schedule": "squaredcos_cap_v2"}, {"prediction_type": "v_prediction"},
        {"prediction_type": "sample"}, {"rescale_betas_zero_snr": True, "prediction_type": "v_prediction", "timestep_spacing": "trailing"},
    ]
    settings = {
        "DDIMScheduler": common + [{"clip_sample": True, "clip_sample_range": 0.5}, {"clip_sample": False, "set_alpha_to_one": False, "steps_offset": 1}],
        "EulerDiscreteScheduler": common + [
            {"use_karras_sigmas": True}, {"use_exponential_sigmas": True}, {"interpolation_type": "log_linear"},
            {"final_sigmas_type": "sigma_min"}, {"use_karras_sigmas": True, "sigma_min": 0.05, "sigma_max": 12.0}],
    }
    generator = torch.Generator().manual_seed(5)
    sample, output, noise = (torch.randn(1, 4, 2, 3, generator=generator) for _ in range(3))
    cases = []
    for kind, variants in settings.items():
        for variant in variants:
            for steps in (1, 7, 20):
                config = {**base, **variant}
                scheduler = (DDIMScheduler if kind == "DDIMScheduler" else EulerDiscreteScheduler)(**config)
                scheduler.set_timesteps(steps)
                case = {"class": kind, "config": config, "steps": steps, "timesteps": [float(t) for t in scheduler.timesteps]}
                case["scale"] = float(scheduler.init_noise_sigma)
                results = []
                for index, timestep in enumerate(scheduler.timesteps):
                    start = sample * float(scheduler.init_noise_sigma) if kind != "DDIMScheduler" else sample
                    scaled = scheduler.scale_model_input(start, timestep)
                    step = scheduler.step(output, timestep, start)
                    if index in (0, steps // 2, steps - 1):
                        results.append({
                            "index": index, "input": scaled.movedim(1, -1).flatten().tolist(),
                            "next": step.prev_sample.movedim(1, -1).flatten().tolist(),
                            "original": step.pred_original_sample.movedim(1, -1).flatten().tolist()})
                case["results"] = results
                if kind == "DDIMScheduler" and steps == 7:
                    index = 3
                    step = scheduler.step(output, scheduler.timesteps[index], sample, eta=0.7, variance_noise=noise)
                    case["stochastic"] = {"index": index, "eta": 0.7, "next": step.prev_sample.movedim(1, -1).flatten().tolist()}
                cases.append(case)
    # A float that JSON cannot hold says so.
    def plain(value):
        if isinstance(value, float):
            return float(np.float32(value)) if np.isfinite(value) else None
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        return [plain(item) for item in value] if isinstance(value, list) else value
    values = {name: t.movedim(1, -1).flatten().tolist() for name, t in (("sample", sample), ("output", output), ("noise", noise))}
    with open(os.path.join(HERE, "schedulers.json"), "w") as file:
        text = json.dumps({**plain(values), "cases": [plain(case) for case in cases]}, separators=(",", ":"))
        file.write(text)
    print(len(cases), "scheduler settings")


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["scenes", "levels", "v2", "xl", "schedulers"]
    models = {
        "scenes": (lambda: StableDiffusionPipeline.from_pretrained(SCENES, torch_dtype=torch.float32),
                   ["a sunflower left of a blue heart on sand"], "", 4, (128, 128), 7.5, 3, 1),
        "levels": (make_levels, ["a fox and a car", "a red circle on grass"], "a pizza", 3, (40, 56), 4.0, 11, 1),
        "v2": (make_v2, ["a fox and a car", "a red circle on grass"], "a pizza", 3, (16, 24), 4.0, 12, 4),
        "xl": (make_xl, ["a fox and a car", "a red circle on grass"], "a pizza", 3, (32, 24), 5.0, 13, 4),
    }
    for name, (make, *settings) in models.items():
        if name in wanted:
            pipeline = make()
            pipeline.set_progress_bar_config(disable=True)
            record(pipeline, name, *settings)
    if "schedulers" in wanted:
        schedulers()
