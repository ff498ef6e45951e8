"""Writes metrics.json and metrics.safetensors: maps, masks and pictures with the scores that others give them.

Made with scikit-learn 1.9.1, scikit-image 0.26.0, scipy 1.17.1, torchmetrics 1.9.0, torch 2.15.0.
"""
import json
import warnings

import numpy as np
import torch
from safetensors.numpy import save_file
from scipy import ndimage, stats
from skimage.filters import threshold_otsu
from skimage.measure import label
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from sklearn.metrics import average_precision_score, f1_score, jaccard_score, roc_auc_score
from sklearn.mixture import GaussianMixture
from torchmetrics.functional.image import multiscale_structural_similarity_index_measure as ms_ssim

warnings.simplefilter("ignore")
rng = np.random.default_rng(7)
tensors, cases = {}, []


def smooth(shape, sigma):
    x = ndimage.gaussian_filter(rng.normal(size=shape), sigma)
    return ((x - x.min()) / (x.max() - x.min())).astype(np.float32)


def best_mixture(h):
    """A mixture that starts from the best of all splits into two clusters: scikit-learn's own start is a random one."""
    borders = np.unique(h)[:-1]
    split = h > min(borders, key=lambda border: h[h > border].var() * (h > border).sum() + h[h <= border].var() * (h <= border).sum())
    sides = [h[~split], h[split]]
    return GaussianMixture(
        2, weights_init=[side.size / h.size for side in sides], means_init=[[side.mean()] for side in sides],
        precisions_init=[[[1 / (side.var() + 1e-6)]] for side in sides]).fit(h.reshape(-1, 1))


for number, shape in enumerate([(16, 16), (13, 29), (40, 24), (64, 64), (3, 5), (31, 8)]):
    heat = smooth(shape, 2)
    if number == 2:
        heat = np.round(heat * 8) / 8  # ties
    if number == 3:
        heat = (heat * 0.2 + 0.7 * (smooth(shape, 4) > 0.6)).astype(np.float32)
    truth = smooth(shape, 2) * 0.6 + heat * 0.4 > 0.55
    if not truth.any():
        truth[0, 0] = truth[0, 1] = True
    other = (smooth(shape, 3) > 0.5)
    tensors[f"heat{number}"], tensors[f"truth{number}"] = heat, truth.astype(np.uint8)
    tensors[f"mask{number}"] = other.astype(np.uint8)
    h, g, m = heat.astype(np.float64).ravel(), truth.ravel(), other.ravel()
    inside, outside = torch.tensor(h[g]), torch.tensor(h[~g])
    mixture = best_mixture(h)
    second = smooth(shape, 2) * 0.5 + heat * 0.5
    tensors[f"second{number}"] = second
    cases.append({
        "iou": jaccard_score(g, m), "miou": (jaccard_score(g, m) + jaccard_score(~g, ~m)) / 2, "dice": f1_score(g, m),
        "auc": roc_auc_score(g, h), "average_precision": average_precision_score(g, h),
        "cnr": ((inside.mean() - outside.mean()) / (inside.var() + outside.var()).sqrt()).item(),
        "pointing": float(g[h.argmax()]), "pearson": stats.pearsonr(h, second.astype(np.float64).ravel())[0],
        "spearman": stats.spearmanr(h, second.astype(np.float64).ravel())[0],
        "otsu": float(threshold_otsu(heat.astype(np.float64))), "gmm": float(mixture.means_.mean()),
        "iou_otsu": jaccard_score(g, h > threshold_otsu(heat.astype(np.float64))),
    })

pictures = []
for number, shape in enumerate([(24, 17, 3), (11, 30), (50, 64, 3)]):
    a = np.stack([smooth(shape[:2], 1) for _ in range(3)], -1) if len(shape) == 3 else smooth(shape, 1)
    b = np.clip(a + rng.normal(size=a.shape) * [0.05, 0.2, 0.01][number], 0, 1).astype(np.float32)
    tensors[f"a{number}"], tensors[f"b{number}"] = a.astype(np.float32), b
    a64, b64 = a.astype(np.float64), b.astype(np.float64)
    pictures.append({
        "ssim": structural_similarity(a64, b64, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1.0,
                                      channel_axis=-1 if len(shape) == 3 else None),
        "psnr": peak_signal_noise_ratio(a64, b64, data_range=1.0),
    })
# A large picture that a test can make again without a file: waves over y and x.
y, x = np.mgrid[0:177, 0:190].astype(np.float64)
wave = 0.5 + 0.25 * np.sin(y / 7 + x / 11) + 0.2 * np.sin(x * y / 900)
noisy = wave + 0.1 * np.sin(y * 1.7) * np.cos(x * 2.3)
multi = {strength: float(ms_ssim(torch.tensor(wave)[None, None], torch.tensor(wave + float(strength) * (noisy - wave))[None, None], data_range=1.0))
         for strength in ["0", "1", "-3"]}

blobs = smooth((37, 53), 1.5) > 0.55
tensors["blobs"] = blobs.astype(np.uint8)
parts = {str(n): sorted(np.bincount(label(blobs, connectivity=n).ravel())[1:].tolist(), reverse=True) for n in (1, 2)}

save_file({k: np.ascontiguousarray(v) for k, v in tensors.items()}, "metrics.safetensors")
json.dump({"maps": cases, "pictures": pictures, "ms_ssim": multi, "parts": parts}, open("metrics.json", "w"), indent=1)
