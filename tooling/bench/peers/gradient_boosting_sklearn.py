import sklearn
from classic_data import table, values
from sklearn.ensemble import HistGradientBoostingRegressor

LABEL = f"scikit-learn {sklearn.__version__}"


def prepare(threads, options):
    x = table(50_000, 20)
    y = values(x)
    return lambda: HistGradientBoostingRegressor(early_stopping=False).fit(x, y)


def check(model):
    return float(model._baseline_prediction.item())
