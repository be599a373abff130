"""Splits and cross-validated scores of scikit-learn."""
import numpy as np
import sklearn
from data_sets import classification_sets, regression_sets
from golden import write
from sklearn.linear_model import Ridge
from sklearn.model_selection import (GridSearchCV, GroupKFold, KFold, StratifiedKFold, TimeSeriesSplit, cross_val_score,
                                     learning_curve, train_test_split, validation_curve)
from sklearn.neighbors import KNeighborsClassifier

x = np.zeros((23, 1))
rng = np.random.default_rng(0)
y = rng.choice(['b', 'a', 'c'], 23, p=[0.5, 0.3, 0.2])
groups = rng.integers(0, 7, 23)


def tests(splitter, **extra):
    return [test.tolist() for _, test in splitter.split(x, y, **extra)]


def class_counts(seed):
    _, _, _, test = train_test_split(x, y, test_size=0.3, stratify=y, random_state=seed)
    return [int((test == label).sum()) for label in 'abc']


splits = {
    'y': y, 'groups': groups,
    'KFold': tests(KFold(4)),
    'StratifiedKFold': tests(StratifiedKFold(4)),
    'GroupKFold': tests(GroupKFold(3), groups=groups),
    'TimeSeriesSplit': [[train, test] for train, test in TimeSeriesSplit(4).split(x)],
    'TimeSeriesSplit limited': [[train, test] for train, test in TimeSeriesSplit(3, test_size=4, gap=2, max_train_size=5).split(x)],
    'stratified test counts': class_counts(0),
}
scores = {}
for name, data in regression_sets().items():
    search = GridSearchCV(Ridge(solver='svd'), {'alpha': [0.01, 1, 100]}, cv=4).fit(data['x'], data['y'])
    train, test = validation_curve(Ridge(solver='svd'), data['x'], data['y'], param_name='alpha', param_range=[0.1, 10], cv=4)
    sizes, learn_train, learn_test = learning_curve(Ridge(solver='svd'), data['x'], data['y'], train_sizes=[0.5, 1.0], cv=4)
    scores[name] = {
        'cross': cross_val_score(Ridge(solver='svd'), data['x'], data['y'], cv=4),
        'best': search.best_params_['alpha'], 'meanTestScores': search.cv_results_['mean_test_score'],
        'validation': {'train': train, 'test': test},
        'learning': {'sizes': sizes, 'train': learn_train, 'test': learn_test},
    }
classification = {}
for name, data in classification_sets().items():
    folds = min(4, int(np.bincount(data['y']).min()))
    score = cross_val_score(KNeighborsClassifier(3), data['x'], data['y'], cv=folds)
    classification[name] = {'folds': folds, 'scores': score}
write('classic-ml', 'model-selection', {'splits': splits, 'regression': scores, 'classification': classification}, [np, sklearn])
