"""Votes of scikit-learn's estimators."""
import numpy as np
import sklearn
from data_sets import classification_sets, regression_sets
from golden import write
from sklearn.ensemble import VotingClassifier, VotingRegressor
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

classification = {}
for name, data in classification_sets().items():
    members = [('a', GaussianNB()), ('b', KNeighborsClassifier(3)), ('c', KNeighborsClassifier(1))]
    fit = lambda voting, weights: VotingClassifier(members, voting=voting, weights=weights).fit(data['x'][::2], data['y'][::2])
    classification[name] = {'hard': fit('hard', None).predict(data['x']), 'weighted': fit('hard', [3, 1, 1]).predict(data['x']),
                            'soft': fit('soft', [1, 2, 0.5]).predict_proba(data['x'])}
regression = {}
for name, data in regression_sets().items():
    members = [('a', Ridge()), ('b', KNeighborsRegressor(3))]
    regression[name] = VotingRegressor(members, weights=[2, 1]).fit(data['x'], data['y']).predict(data['x'])
write('classic-ml', 'voting', {'classification': classification, 'regression': regression}, [np, sklearn])
