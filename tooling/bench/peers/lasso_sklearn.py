import sklearn
from classic_data import table, values
from sklearn.linear_model import Lasso

LABEL = f"scikit-learn {sklearn.__version__}"


def prepare(threads, options):
    x = table(50_000, 100)
    y = values(x)
    return lambda: Lasso(alpha=0.01).fit(x, y)


def check(model):
    return float(model.coef_[0])
