"""Linear models of several targets at once."""
import numpy as np
import sklearn
from data_sets import regression_sets
from golden import write
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import r2_score

golden = {}
for name, data in regression_sets().items():
    x, i = data['x'], np.arange(len(data['y']))
    y = np.column_stack([data['y'], 2 * data['y'] + i % 3, (i * i) % 7])
    golden[name] = {}
    for key, model in {'linear': LinearRegression(tol=1e-12), 'ridge': Ridge(alpha=2, solver='svd')}.items():
        model.fit(x, y, sample_weight=data['weights'])
        golden[name][key] = {'coefficients': model.coef_, 'intercepts': model.intercept_,
                             'score': r2_score(y, model.predict(x), multioutput='uniform_average')}
write('classic-ml', 'multi-target', golden, [np, sklearn])
