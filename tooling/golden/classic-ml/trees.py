"""Naive Bayes, trees and boosting of scikit-learn on the shared data sets."""
import warnings

import numpy as np
import sklearn
from data_sets import classification_sets, regression_sets
from golden import write
from sklearn.ensemble import (ExtraTreesClassifier, ExtraTreesRegressor, HistGradientBoostingClassifier,
                              HistGradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor)
from sklearn.metrics import log_loss
from sklearn.naive_bayes import GaussianNB, MultinomialNB
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

warnings.simplefilter('ignore')
BOOST = dict(max_iter=5, learning_rate=0.3, min_samples_leaf=4, max_leaf_nodes=6, early_stopping=False)



def first_tree(make, x, y, w):
    """Splits equally good are broken at random; of many seeds, the tree whose features come first in order."""
    trees = [make(seed).fit(x, y, w) for seed in range(3000 if x.shape[1] > 10 else 100)]
    return min(trees, key=lambda tree: [f if f >= 0 else x.shape[1] for f in tree.tree_.feature])


def boosted(estimator, x, y, w):
    """Without the samples of weight 0, which the reference would count when it looks at the size of a leaf."""
    kept = np.ones(len(y), bool) if w is None else w > 0
    return estimator(**BOOST).fit(x[kept], y[kept], None if w is None else w[kept])


classification = {}
for name, data in classification_sets().items():
    x, y, w = data['x'], data['y'], data['weights']
    result = {}
    result['gaussianNaiveBayes'] = GaussianNB().fit(x, y, w).predict_proba(x[:8])
    result['multinomialNaiveBayes'] = MultinomialNB(alpha=0.5).fit(np.abs(x), y, w).predict_proba(np.abs(x[:8]))
    for criterion in ('gini', 'entropy'):
        tree = first_tree(lambda seed: DecisionTreeClassifier(
            criterion=criterion, max_depth=2, min_samples_leaf=3, random_state=seed), x, y, w)
        result[f'tree {criterion}'] = {'probabilities': tree.predict_proba(x), 'importances': tree.feature_importances_}
    boost = boosted(HistGradientBoostingClassifier, x, y, w)
    result['boosting'] = boost.predict_proba(x[:12])
    result['boostingLogLoss'] = float(log_loss(y, boost.predict_proba(x)))
    classification[name] = result
regression = {}
for name, data in regression_sets().items():
    x, y, w = data['x'], data['y'], data['weights']
    tree = first_tree(lambda seed: DecisionTreeRegressor(max_depth=3, min_samples_leaf=3, random_state=seed), x, y, w)
    boost = boosted(HistGradientBoostingRegressor, x, y, w)
    regression[name] = {'tree': {'predictions': tree.predict(x), 'importances': tree.feature_importances_},
                        'boosting': boost.predict(x)}

# forests are random: their scores on held-out samples are compared, averaged over seeds
rng = np.random.default_rng(3)
x = rng.normal(size=(300, 6)).round(3)
labels = (x[:, 0] * x[:, 1] + 0.5 * x[:, 2] > 0).astype(int)
values = (x[:, 0] * x[:, 1] + np.sin(x[:, 2])).round(3)
accuracy = np.mean([RandomForestClassifier(30, random_state=s).fit(x[:200], labels[:200]).score(x[200:], labels[200:]) for s in range(10)])
r2 = np.mean([RandomForestRegressor(30, random_state=s).fit(x[:200], values[:200]).score(x[200:], values[200:]) for s in range(10)])
extra_accuracy = np.mean([ExtraTreesClassifier(30, random_state=s).fit(x[:200], labels[:200]).score(x[200:], labels[200:]) for s in range(10)])
extra_r2 = np.mean([ExtraTreesRegressor(30, random_state=s).fit(x[:200], values[:200]).score(x[200:], values[200:]) for s in range(10)])
forest = {'x': x, 'labels': labels, 'values': values, 'accuracy': accuracy, 'r2': r2,
          'extraAccuracy': extra_accuracy, 'extraR2': extra_r2}
write('classic-ml', 'trees', {'classification': classification, 'regression': regression, 'forest': forest}, [np, sklearn])
