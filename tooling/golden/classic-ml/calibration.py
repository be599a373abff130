"""Isotonic curves and calibrated probabilities of scikit-learn."""
import numpy as np
import sklearn
from data_sets import classification_sets
from golden import write
from sklearn.calibration import CalibratedClassifierCV
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB

rng = np.random.default_rng(70)
x = np.sort(rng.normal(size=60)).round(1)  # with ties
y = (np.tanh(2 * x) + 0.6 * rng.normal(size=60)).round(3)
weights = rng.integers(1, 5, 60) * 0.5
queries = np.linspace(-3, 3, 61).round(2)
curve = lambda sign=1, weights=None, **options: IsotonicRegression(out_of_bounds='clip', **options).fit(x, sign * y, weights).predict(queries)
isotonic = {'x': x, 'y': y, 'weights': weights, 'queries': queries, 'plain': curve(), 'weighted': curve(weights=weights),
            'descending': curve(-1, increasing=False), 'auto': curve(-1, increasing='auto'), 'bounded': curve(y_min=-0.5, y_max=0.75)}

calibrated = {}
for name in ['tall', 'weighted', 'binary', 'unbalanced']:
    data = classification_sets()[name]
    kept = slice(None) if data['weights'] is None else data['weights'] > 0
    weights = None if data['weights'] is None else data['weights'][kept]
    bases = {'naiveBayes': GaussianNB(), 'logistic': LogisticRegression(tol=1e-8, max_iter=1000)}
    calibrated[name] = {
        base: {method: {str(ensemble).lower(): CalibratedClassifierCV(estimator, method=method, cv=3, ensemble=ensemble)
                        .fit(data['x'][kept], data['y'][kept], sample_weight=weights).predict_proba(data['x']) for ensemble in [True, False]}
               # a fold of 'weighted' is predicted without a mistake: all low temperatures are alike
               for method in ['sigmoid', 'isotonic', *([] if name == 'weighted' else ['temperature'])]}
        for base, estimator in bases.items()}
write('classic-ml', 'calibration', {'isotonic': isotonic, 'calibrated': calibrated}, [np, sklearn])
