import sklearn
from classic_data import table
from sklearn.cluster import KMeans

LABEL = f"scikit-learn {sklearn.__version__}"


def prepare(threads, options):
    x = table(100_000, 64)
    return lambda: KMeans(64, init=x[:64], n_init=1, max_iter=20, tol=0, algorithm="lloyd").fit(x)


def check(model):
    return float(model.inertia_)
