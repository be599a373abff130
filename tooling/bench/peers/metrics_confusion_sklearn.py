import sklearn
from bench_data import integers
from sklearn.metrics import confusion_matrix

LABEL = f"scikit-learn {sklearn.__version__}"
N, CLASSES = 10_000_000, 10


def prepare(threads, _options=None):
    labels = integers(N, CLASSES, 1).astype("int32")
    predictions = integers(N, CLASSES, 2).astype("int32")
    return lambda: confusion_matrix(labels, predictions)


def check(matrix):
    return float(matrix.trace())
