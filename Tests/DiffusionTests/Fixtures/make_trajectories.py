"""Makes `trajectories.json`: whole runs of diffusers' schedulers on model outputs that a formula gives.

    python make_trajectories.py       from this folder; needs torch, diffusers

The latents have six numbers. Of call i of the UNet the output is 0.9 sin(0.7 k + 1.3 i + 0.4) + 0.1 cos(k i), the noise that a
step may draw cos(1.1 k + 0.37 i + 0.2), and a run begins with sin(0.5 k + 1) times the scheduler's first σ (k = 0 … 5). Kept
are the timesteps, what the UNet is given and the latents after the first three, the middle and the last two calls.
"""

import json
import os

import diffusers
import torch
from diffusers.schedulers import scheduling_ddpm, scheduling_euler_ancestral_discrete

HERE = os.path.dirname(os.path.abspath(__file__))
torch.set_grad_enabled(False)
K = torch.arange(6, dtype=torch.float64)
BASE = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
STEPS = (1, 2, 5, 20, 50, 1000)
SPACED = [{"timestep_spacing": "linspace"}, {"timestep_spacing": "leading", "steps_offset": 1}, {"timestep_spacing": "trailing"}]
PREDICTIONS = [{"prediction_type": "v_prediction"}, {"prediction_type": "sample"}]
COMMON = SPACED + PREDICTIONS + [
    {**spacing, **prediction} for spacing in SPACED for prediction in PREDICTIONS]
ZERO = [{"rescale_betas_zero_snr": True, "prediction_type": "v_prediction", **spacing} for spacing in SPACED]
KARRAS, COSINE = {"use_karras_sigmas": True}, {"beta_schedule": "squaredcos_cap_v2"}
SETTINGS = {
    "DDPMScheduler": COMMON + ZERO + [{"variance_type": "fixed_large"}, {"clip_sample": False}, COSINE],
    "DDIMScheduler": COMMON + ZERO + [{"clip_sample": False, "set_alpha_to_one": False, "steps_offset": 1}, COSINE],
    "DDIMInverseScheduler": [{**c, "clip_sample": False} for c in PREDICTIONS + [{"timestep_spacing": "trailing"}, {"set_alpha_to_one": False}]]
    + [{"clip_sample": False, "rescale_betas_zero_snr": True, "prediction_type": "v_prediction", "timestep_spacing": "trailing"}],
    "PNDMScheduler": [{"skip_prk_steps": True, **c} for c in SPACED + PREDICTIONS[:1] + [{"set_alpha_to_one": True}]] + SPACED[:0] + [{}, {"prediction_type": "v_prediction"}],
    "LMSDiscreteScheduler": COMMON + [KARRAS],
    "EulerDiscreteScheduler": COMMON + ZERO + [KARRAS, {"use_exponential_sigmas": True}, {"final_sigmas_type": "sigma_min"}],
    "EulerAncestralDiscreteScheduler": COMMON + ZERO,
    "HeunDiscreteScheduler": COMMON + [KARRAS],
    "DPMSolverMultistepScheduler": COMMON + ZERO + [
        KARRAS, {"solver_order": 1}, {"solver_order": 3}, {"solver_type": "heun"}, {"euler_at_final": True},
        {"lower_order_final": False}, {"final_sigmas_type": "sigma_min"}, {**COSINE, "lambda_min_clipped": -5.1},
        {"algorithm_type": "sde-dpmsolver++"}, {"algorithm_type": "sde-dpmsolver++", **KARRAS},
        {"algorithm_type": "sde-dpmsolver++", "solver_order": 1}, {"algorithm_type": "sde-dpmsolver++", "prediction_type": "v_prediction"}],
    "UniPCMultistepScheduler": COMMON + ZERO + [
        KARRAS, {"solver_type": "bh1"}, {"solver_order": 1}, {"solver_order": 3}, {"lower_order_final": False},
        {"disable_corrector": [0, 1]}],
}
LISTS = {name: [[999, 700, 400, 100, 20], [900, 899, 3]] for name in (
    "DDPMScheduler", "EulerDiscreteScheduler", "HeunDiscreteScheduler", "DPMSolverMultistepScheduler")}


def output(call):
    return (0.9 * torch.sin(0.7 * K + 1.3 * call + 0.4) + 0.1 * torch.cos(K * call)).float().view(1, 1, 2, 3)


def noise(call):
    return torch.cos(1.1 * K + 0.37 * call + 0.2).float().view(1, 1, 2, 3)


def run(kind, config, steps=None, timesteps=None, eta=0.0):
    scheduler = getattr(diffusers, kind)(**{**BASE, **config})
    if timesteps is not None:
        scheduler.set_timesteps(timesteps=timesteps)
    else:
        scheduler.set_timesteps(steps)
    scale = float(getattr(scheduler, "init_noise_sigma", 1.0))
    sample = torch.sin(0.5 * K + 1).float().view(1, 1, 2, 3) * scale
    calls, kept = len(scheduler.timesteps), []
    wanted = {0, 1, 2, calls // 2, calls - 2, calls - 1}
    for call, timestep in enumerate(scheduler.timesteps):
        drawn = lambda *_args, **_kwargs: noise(call)
        scheduling_ddpm.randn_tensor = scheduling_euler_ancestral_discrete.randn_tensor = drawn
        given = scheduler.scale_model_input(sample, timestep) if hasattr(scheduler, "scale_model_input") else sample
        more = {}
        if kind == "DDIMScheduler" and eta:
            more = {"eta": eta, "variance_noise": noise(call)}
        if kind == "DPMSolverMultistepScheduler":
            more = {"variance_noise": noise(call)}
        sample = scheduler.step(output(call), timestep, sample, **more).prev_sample
        if call in wanted:
            kept.append([call, numbers(given), numbers(sample)])
    times = [float(f"{float(t):.7g}") for t in scheduler.timesteps]
    case = {"class": kind, "config": {**BASE, **config}, "calls": calls, "scale": float(f"{scale:.8g}"), "kept": kept,
            "times": times if calls <= 12 else [[i, times[i]] for i in sorted(wanted)]}
    if timesteps is not None:
        case["timesteps"] = timesteps
    else:
        case["steps"] = steps
    if eta:
        case["eta"] = eta
    return case


def numbers(tensor):
    values = tensor.float().flatten().tolist()
    # What JSON cannot hold is left out of the comparison.
    return [float(f"{v:.7g}") if abs(v) < 1e30 else None for v in values]


def main():
    cases, refused = [], []
    for kind, variants in SETTINGS.items():
        for place, config in enumerate([{}] + variants):
            for steps in STEPS if place == 0 or "algorithm_type" in config and len(config) == 1 else (5, 20):
                try:
                    cases.append(run(kind, config, steps))
                except Exception as error:
                    refused.append((kind, config, steps, repr(error)[:90]))
        for timesteps in LISTS.get(kind, []):
            cases.append(run(kind, {}, timesteps=timesteps))
        if kind == "DDIMScheduler":
            cases += [run(kind, {"clip_sample": False}, steps, eta=0.7) for steps in (2, 5, 20)]
    for line in refused:
        print("diffusers refuses", *line)
    with open(os.path.join(HERE, "trajectories.json"), "w") as file:
        json.dump({"cases": cases}, file, separators=(",", ":"), allow_nan=False)
    print(len(cases), "runs")


if __name__ == "__main__":
    main()
