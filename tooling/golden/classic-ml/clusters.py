"""Clusterings of scikit-learn from given starts on the shared data sets."""
import warnings

import numpy as np
import sklearn
from data_sets import classification_sets
from golden import write
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans

warnings.simplefilter('ignore')

golden = {}
for name, data in classification_sets().items():
    x, weights = data['x'], data['weights']
    result = {}
    for k in (1, 3, 6):
        start = np.arange(k) * 2
        model = KMeans(k, init=x[start], n_init=1, tol=0, max_iter=100).fit(x, sample_weight=weights)
        result[f'kMeans {k}'] = {
            'start': start, 'centers': model.cluster_centers_, 'labels': model.labels_, 'inertia': model.inertia_}
    scaled = (x - x.mean(axis=0)) / x.std(axis=0)
    for linkage in ('ward', 'complete', 'average', 'single'):
        model = AgglomerativeClustering(n_clusters=4, linkage=linkage, compute_distances=True).fit(scaled)
        result[f'agglomerative {linkage}'] = {'labels': model.labels_, 'distances': model.distances_, 'children': model.children_}
    radius = float(np.quantile(np.linalg.norm(scaled[:, None] - scaled[None], axis=2), 0.12)) * (1 + 1e-9)
    model = DBSCAN(eps=radius, min_samples=4).fit(scaled, sample_weight=weights)
    result['dbscan'] = {'radius': radius, 'labels': model.labels_, 'core': model.core_sample_indices_}
    golden[name] = {'scaled': scaled, **result}
write('classic-ml', 'clusters', golden, [np, sklearn])
