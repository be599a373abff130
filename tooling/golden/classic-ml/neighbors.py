"""Nearest neighbours of scikit-learn on the shared data sets and on pixel vectors."""
import numpy as np
import sklearn
from data_sets import classification_sets, regression_sets
from golden import write
from sklearn.datasets import load_digits
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor, NearestNeighbors

METRICS = {'euclidean': {}, 'manhattan': {}, 'chebyshev': {}, 'minkowski': {'p': 3}, 'cosine': {}, 'hamming': {}}
golden = {}
for name, data in classification_sets().items():
    x = data['x'].round(0) if name == 'tall' else data['x']
    queries = x[::7] + 0.3
    search = {}
    for metric, extra in METRICS.items():
        if metric == 'hamming' and name != 'tall':
            continue
        at = x[::7] + (np.arange(x.shape[1]) % 2) if metric == 'hamming' else queries
        model = NearestNeighbors(n_neighbors=5, metric=metric, algorithm='brute', **extra).fit(x)
        search[metric] = {'queries': at, 'distances': model.kneighbors(at)[0]}
    classify = {weights: KNeighborsClassifier(5, weights=weights).fit(data['x'], data['y']).predict_proba(data['x'][::7] + 0.3)
                for weights in ('uniform', 'distance')}
    golden[name] = {'search': search, 'classify': classify}
regress = {}
for name, data in regression_sets().items():
    regress[name] = {weights: KNeighborsRegressor(4, weights=weights).fit(data['x'], data['y']).predict(data['x'][::5] * 1.01)
                     for weights in ('uniform', 'distance')}
digits = load_digits()
model = KNeighborsClassifier(3).fit(digits.data[:300], digits.target[:300])
pixels = {'x': digits.data[:300].astype(int), 'y': digits.target[:300], 'queries': digits.data[300:360].astype(int),
          'labels': model.predict(digits.data[300:360])}
write('classic-ml', 'neighbors', {'classification': golden, 'regression': regress, 'pixels': pixels}, [np, sklearn])
