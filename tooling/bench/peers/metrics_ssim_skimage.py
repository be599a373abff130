import numpy as np
import skimage
from bench_data import spread
from skimage.metrics import structural_similarity

LABEL = f"scikit-image {skimage.__version__}"
HEIGHT, WIDTH = 2000, 2000


def prepare(threads, _options=None):
    noise = spread((HEIGHT, WIDTH), 1)
    i = np.arange(HEIGHT * WIDTH).reshape(HEIGHT, WIDTH)
    target = ((i % 97 + i % 89) / 184).astype(np.float32)
    prediction = (target + np.float32(0.1) * noise).astype(np.float32)
    return lambda: structural_similarity(
        target, prediction, data_range=1, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
    )


def check(similarity):
    return float(similarity)
