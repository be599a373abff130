"""Discretisers, power transforms, feature selection, discrete naive Bayes and a splitter of scikit-learn."""
import numpy as np
import sklearn
from data_sets import classification_sets, regression_sets
from golden import write
from sklearn.feature_selection import SelectKBest, VarianceThreshold, chi2, f_classif, f_regression
from sklearn.model_selection import KFold, StratifiedGroupKFold, StratifiedKFold, cross_val_predict
from sklearn.naive_bayes import BernoulliNB, ComplementNB, GaussianNB
from sklearn.preprocessing import KBinsDiscretizer, MaxAbsScaler, Normalizer, PowerTransformer
from sklearn.linear_model import Ridge

regression = {}
for name, data in regression_sets().items():
    x, y = data['x'], data['y']
    rows = x[:5] * 1.1
    positive = np.abs(x[:, :4]) + 0.1
    bins = {strategy: KBinsDiscretizer(4, encode='ordinal', strategy=strategy, quantile_method='linear').fit(x)
            for strategy in ('uniform', 'quantile', 'kmeans')}
    yeo = PowerTransformer().fit(x[:, :4])
    box = PowerTransformer('box-cox', standardize=False).fit(positive)
    regression[name] = {
        'maxAbs': MaxAbsScaler().fit(x).transform(rows),
        'normalized': {norm: Normalizer(norm).fit(x).transform(rows) for norm in ('l1', 'l2', 'max')},
        'bins': {strategy: {'transformed': model.transform(rows), 'edges': [list(e) for e in model.bin_edges_]}
                 for strategy, model in bins.items()},
        'yeoJohnson': {'powers': yeo.lambdas_, 'transformed': yeo.transform(rows[:, :4])},
        'boxCox': {'powers': box.lambdas_, 'transformed': box.transform(positive[:5])},
        'fRegression': f_regression(x, y)[0],
        'best': SelectKBest(f_regression, k=min(2, x.shape[1])).fit(x, y).get_support(indices=True),
        # with a threshold of 0 scikit-learn replaces variances by ranges where those are smaller
        'variances': VarianceThreshold(1e-9).fit(x).variances_,
        'predicted': cross_val_predict(Ridge(), x, y, cv=KFold(4)),
    }

classification = {}
for name, data in classification_sets().items():
    x, y, weights = data['x'], data['y'], data['weights']
    counts = np.abs(x).round()
    classification[name] = {
        'fClassification': f_classif(x, y)[0],
        'chiSquared': chi2(counts, y)[0],
        'best': SelectKBest(f_classif, k=2).fit(x, y).get_support(indices=True),
        'bernoulli': BernoulliNB(binarize=0.2, alpha=0.7).fit(x, y, sample_weight=weights).predict_proba(x[:6]),
        'complement': ComplementNB(alpha=0.5).fit(counts, y, sample_weight=weights).predict_proba(counts[:6]),
        'complementNormalized': ComplementNB(norm=True).fit(counts, y, sample_weight=weights).predict_proba(counts[:6]),
        'predicted': cross_val_predict(GaussianNB(), x, y, cv=StratifiedKFold(3)),
    }

rng = np.random.default_rng(7)
folds = []
for classes, groups, size, splits in ((2, 12, 80, 3), (3, 20, 120, 5), (4, 9, 60, 2)):
    y = rng.integers(0, classes, size)
    group = rng.integers(0, groups, size)
    tests = [test for _, test in StratifiedGroupKFold(splits).split(np.zeros((size, 1)), y, group)]
    folds.append({'y': y, 'groups': group, 'splits': splits, 'tests': tests})

write('classic-ml', 'selection-and-transforms',
      {'regression': regression, 'classification': classification, 'stratifiedGroups': folds}, [np, sklearn])
