"""Options of trees and of gradient boosting in scikit-learn, on samples without ties."""
import warnings

import numpy as np
import sklearn
from golden import write
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

warnings.simplefilter('ignore')
rng = np.random.default_rng(11)
N, SHOWN = 240, 40

x = rng.normal(size=(N, 4)).round(4)
signal = x[:, 0] + x[:, 1] * x[:, 2]
labels = np.digitize(signal + 0.3 * rng.normal(size=N), [-0.5, 0.7])
values = (signal + 0.3 * rng.normal(size=N)).round(4)
counts = rng.poisson(np.exp(0.5 * signal)).astype(float)
weights = rng.integers(1, 4, size=N).astype(float)


# what is missing says something in the first feature, and nothing in the third
mask = np.random.default_rng(12).random((N, 2))
missing = x.copy()
missing[(signal > 0.4) & (mask[:, 0] < 0.5), 0] = np.nan
missing[mask[:, 1] < 0.25, 2] = np.nan
missing_shown = missing[:SHOWN].copy()
missing_shown[::5, 0] = np.nan


def tree_case(estimator, y, w=None, x=x, shown=x[:SHOWN], **options):
    tree = estimator(random_state=0, **options).fit(x, y, w)
    predictions = tree.predict_proba(shown) if hasattr(tree, 'predict_proba') else tree.predict(shown)
    return {'predictions': predictions, 'importances': tree.feature_importances_, 'leaves': int(tree.get_n_leaves())}


def path_of(estimator, y):
    """Of equal prices the last tree."""
    path = estimator(random_state=0, min_samples_leaf=5).cost_complexity_pruning_path(x, y)
    last = np.append(np.diff(path.ccp_alphas) > 1e-14, True)
    return {'alphas': path.ccp_alphas[last], 'impurities': path.impurities[last]}


C, R = DecisionTreeClassifier, DecisionTreeRegressor
trees = {
    'x': x, 'labels': labels, 'values': values, 'counts': counts, 'weights': weights,
    'classifier': {
        'maxLeaves': tree_case(C, labels, max_leaf_nodes=9),
        'maxLeaves entropy': tree_case(C, labels, max_leaf_nodes=9, criterion='entropy'),
        'minSamplesSplit': tree_case(C, labels, min_samples_split=0.3),
        'minSamplesLeaf': tree_case(C, labels, min_samples_leaf=0.08),
        'minWeightFractionLeaf': tree_case(C, labels, weights, min_weight_fraction_leaf=0.1),
        'minImpurityDecrease': tree_case(C, labels, min_impurity_decrease=0.02),
        'ccpAlpha': tree_case(C, labels, ccp_alpha=0.012),
        'classWeights': tree_case(C, labels, max_leaf_nodes=7, class_weight='balanced'),
    },
    'regressor': {
        'maxLeaves': tree_case(R, values, max_leaf_nodes=12),
        'absoluteError': tree_case(R, values, criterion='absolute_error', max_depth=4, min_samples_leaf=6),
        'absoluteError weighted': tree_case(R, values, weights, criterion='absolute_error', max_leaf_nodes=8, min_samples_leaf=6),
        'poisson': tree_case(R, counts, criterion='poisson', max_depth=4, min_samples_leaf=8),
        'ccpAlpha': tree_case(R, values, ccp_alpha=0.03),
    },
    'missing': missing, 'missingShown': missing_shown,
    'withMissing': {
        'classifier': tree_case(C, labels, x=missing, shown=missing_shown, max_depth=2, min_samples_leaf=10),
        'classifier weighted': tree_case(C, labels, weights, x=missing, shown=missing_shown, max_leaf_nodes=12, min_samples_leaf=4),
        'regressor': tree_case(R, values, x=missing, shown=missing_shown, max_depth=5, min_samples_leaf=6),
        'pruned': tree_case(R, values, x=missing, shown=missing_shown, ccp_alpha=0.03),
    },
    'classifierPath': path_of(C, labels),
    'regressorPath': path_of(R, values),
}

# boosting: missing values in two features (one only in the samples shown), one feature of categories
train = x.copy()
train[rng.random(N) < 0.2, 1] = np.nan
category = rng.integers(0, 6, size=N)
train[:, 3] = category
effect = np.array([1.5, -1.0, 0.0, 2.0, -2.0, 0.5])[category]
target = (signal + effect + 0.2 * rng.normal(size=N)).round(4)
positive = np.exp(0.4 * target).round(4)
shown = train[:SHOWN].copy()
shown[::7, 0] = np.nan
shown[3::9, 3] = 17  # a category never seen
classes = np.digitize(target, [-0.8, 1.0])
held, kept = slice(0, 80), slice(80, N)
BOOST = dict(max_iter=6, learning_rate=0.3, min_samples_leaf=8, max_leaf_nodes=7, early_stopping=False)


def boost_case(estimator, y, w=None, **options):
    model = estimator(**{**BOOST, **options}).fit(train, y, w)
    return model.predict_proba(shown) if hasattr(model, 'predict_proba') else model.predict(shown)


B, BC = HistGradientBoostingRegressor, HistGradientBoostingClassifier
categorical = dict(categorical_features=[3])
stopped = B(**{**BOOST, 'max_iter': 200, 'early_stopping': True, 'n_iter_no_change': 5, 'tol': 1e-4}, **categorical)
stopped.fit(train[kept], target[kept], X_val=train[held], y_val=target[held])
stopped_classes = BC(**{**BOOST, 'max_iter': 200, 'early_stopping': True, 'n_iter_no_change': 3}, **categorical)
stopped_classes.fit(train[kept], classes[kept], X_val=train[held], y_val=classes[held])
staged = B(**BOOST).fit(train, target)
boosting = {
    'train': train, 'target': target, 'positive': positive, 'classes': classes, 'shown': shown,
    'regressor': {
        'missing': boost_case(B, target),
        'categories': boost_case(B, target, **categorical),
        'monotonic': boost_case(B, target, monotonic_cst=[1, 0, -1, 0], **categorical),
        'absoluteError': boost_case(B, target, loss='absolute_error', **categorical),
        'quantile': boost_case(B, target, loss='quantile', quantile=0.8),
        'poisson': boost_case(B, positive, loss='poisson', **categorical),
        'poisson weighted': boost_case(B, positive, weights, loss='poisson'),
        'gamma': boost_case(B, positive, loss='gamma', l2_regularization=2.0),
    },
    'classifier': {
        'categories': boost_case(BC, classes, **categorical),
        'two classes': boost_case(BC, classes > 0, weights, **categorical),
        'monotonic': boost_case(BC, classes > 0, monotonic_cst=[1, 0, 0, 0]),
        'classWeights': boost_case(BC, classes, class_weight='balanced'),
    },
    'staged': list(staged.staged_predict(shown[:5])),
    'stopped': {'rounds': int(stopped.n_iter_), 'losses': -stopped.validation_score_},
    'stoppedClasses': {'rounds': int(stopped_classes.n_iter_), 'losses': -stopped_classes.validation_score_},
}
write('classic-ml', 'tree-options', {'trees': trees, 'boosting': boosting}, [np, sklearn])
