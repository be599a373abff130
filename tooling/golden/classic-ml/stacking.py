"""Stacks of scikit-learn's estimators."""
import numpy as np
import sklearn
from data_sets import classification_sets, regression_sets
from golden import write
from sklearn.ensemble import StackingClassifier, StackingRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

classification = {}
for name in ['tall', 'binary', 'unbalanced']:
    data = classification_sets()[name]
    logistic = LogisticRegression(tol=1e-10, max_iter=1000)
    members = [('a', GaussianNB()), ('b', KNeighborsClassifier(3)), ('c', logistic)]
    fit = lambda method, through: StackingClassifier(members, logistic, cv=3, stack_method=method, passthrough=through).fit(data['x'], data['y'])
    classification[name] = {'auto': fit('auto', False).predict_proba(data['x']), 'passed': fit('auto', True).predict_proba(data['x']),
                            'predictions': fit('predict', False).predict_proba(data['x'])}
    classification[name]['scores'] = (StackingClassifier([('c', logistic)], logistic, cv=3, stack_method='decision_function')
                                      .fit(data['x'], data['y']).predict_proba(data['x']))
regression = {}
for name in ['tall', 'oneFeature', 'weighted']:
    data = regression_sets()[name]
    kept = slice(None) if data['weights'] is None else data['weights'] > 0
    weights = None if data['weights'] is None else data['weights'][kept]
    members = [('a', Ridge()), ('b', LinearRegression() if weights is not None else KNeighborsRegressor(3))]
    options = {} if weights is None else {'sample_weight': weights}
    fit = lambda through: StackingRegressor(members, Ridge(), cv=4, passthrough=through).fit(data['x'][kept], data['y'][kept], **options)
    regression[name] = {'plain': fit(False).predict(data['x']), 'passed': fit(True).predict(data['x'])}
write('classic-ml', 'stacking', {'classification': classification, 'regression': regression}, [np, sklearn])
