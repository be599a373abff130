"""Local outlier factors of scikit-learn."""
import numpy as np
import sklearn
from golden import write
from sklearn.neighbors import LocalOutlierFactor

rng = np.random.default_rng(80)
x = np.vstack([rng.normal(size=(40, 2)), 6 + 0.3 * rng.normal(size=(20, 2)), rng.uniform(-8, 12, (6, 2))]).round(3)
x = np.vstack([x, x[:3]])  # duplicates
queries = rng.uniform(-8, 12, (25, 2)).round(3)
cases = {'plain': {}, 'few': {'n_neighbors': 5}, 'manhattan': {'n_neighbors': 8, 'metric': 'manhattan'}, 'share': {'contamination': 0.15}}
found = {}
for name, options in cases.items():
    model = LocalOutlierFactor(**options)
    labels = model.fit_predict(x)
    novelty = LocalOutlierFactor(novelty=True, **options).fit(x)
    found[name] = {'labels': labels, 'factors': -model.negative_outlier_factor_, 'limit': -model.offset_,
                   'newFactors': -novelty.score_samples(queries), 'newLabels': novelty.predict(queries)}
write('classic-ml', 'outliers', {'x': x, 'queries': queries, 'cases': found}, [np, sklearn])
