import sklearn
from classic_data import table
from sklearn.decomposition import PCA

LABEL = f"scikit-learn {sklearn.__version__}"


def prepare(threads, options):
    x = table(50_000, 100)
    return lambda: PCA(10).fit(x)


def check(model):
    return float(model.explained_variance_[0])
