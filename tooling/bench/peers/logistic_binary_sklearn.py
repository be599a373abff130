import sklearn
from classic_data import labels, table
from sklearn.linear_model import LogisticRegression

LABEL = f"scikit-learn {sklearn.__version__}"


def prepare(threads, options):
    x = table(50_000, 100)
    y = labels(x, 2)
    return lambda: LogisticRegression().fit(x, y)


def check(model):
    return float(model.coef_[0, 0])
