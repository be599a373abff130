"""Linear support vector machines with the hinge loss, by LIBLINEAR."""
import numpy as np
import sklearn
from data_sets import classification_sets
from golden import write
from sklearn.svm import LinearSVC

golden = {}
for name, data in classification_sets().items():
    x = (data['x'] - data['x'].mean(axis=0)) / data['x'].std(axis=0)
    golden[name] = {'x': x, 'y': data['y'], 'weights': data['weights']}
    for key, options in {'plain': dict(C=0.5), 'noIntercept': dict(C=0.05, fit_intercept=False)}.items():
        model = LinearSVC(loss='hinge', tol=1e-9, max_iter=2_000_000, random_state=0, **options)
        model.fit(x, data['y'], sample_weight=data['weights'])
        golden[name][key] = {'coefficients': model.coef_, 'intercepts': np.atleast_1d(model.intercept_)}
write('classic-ml', 'hinge', golden, [np, sklearn])
