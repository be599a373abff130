import sklearn
from bench_data import spread
from sklearn.metrics import roc_auc_score

LABEL = f"scikit-learn {sklearn.__version__}"
N = 10_000_000


def prepare(threads, _options=None):
    scores = spread(N, 1)
    labels = (spread(N, 2) + scores > 0).astype("uint8")
    return lambda: roc_auc_score(labels, scores)


def check(area):
    return float(area)
