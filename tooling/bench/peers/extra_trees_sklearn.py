import sklearn
from classic_data import labels, table
from sklearn.ensemble import ExtraTreesClassifier

LABEL = f"scikit-learn {sklearn.__version__}"


def prepare(threads, options):
    x = table(20_000, 20)
    y = labels(x, 3)
    return lambda: ExtraTreesClassifier(20, n_jobs=threads).fit(x, y)
