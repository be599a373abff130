"""Logistic regression of scikit-learn at tight tolerance on the shared data sets."""
import warnings

import numpy as np
import sklearn
from data_sets import classification_sets
from golden import write
from sklearn.linear_model import LogisticRegression

warnings.simplefilter('ignore')


def fitted(data, **options):
    model = LogisticRegression(**options).fit(data['x'], data['y'], data['weights'])
    probabilities = model.predict_proba(data['x'][:6])
    return {'coefficients': model.coef_, 'intercepts': model.intercept_, 'probabilities': probabilities}


golden = {}
for name, data in classification_sets().items():
    tight = dict(solver='newton-cholesky', tol=1e-12, max_iter=1000)
    results = {
        'l2': fitted(data, **tight),
        'l2 weak': fitted(data, C=20, **tight),
        'l2 without intercept': fitted(data, C=0.3, fit_intercept=False, **tight),
        'balanced': fitted(data, class_weight='balanced', **tight),
    }
    if name not in ('badlyScaled', 'wide'):
        saga = dict(solver='saga', tol=1e-12, max_iter=200_000, random_state=0)
        results['l1'] = fitted(data, C=0.5, l1_ratio=1, **saga)
        results['elasticNet'] = fitted(data, C=0.5, l1_ratio=0.3, **saga)
    golden[name] = results
write('classic-ml', 'logistic', golden, [np, sklearn])
