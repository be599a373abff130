"""Similarities, gradients and final divergences of scikit-learn's Barnes-Hut t-SNE."""
import numpy as np
import sklearn
from data_sets import classification_sets
from golden import write
from sklearn.datasets import load_digits
from sklearn.manifold import TSNE
from sklearn.manifold._t_sne import _joint_probabilities_nn, _kl_divergence_bh
from sklearn.neighbors import NearestNeighbors

digits = load_digits().data[:300]
# integers have equal distances, among which neighbours are chosen by chance
sets = {'digits': ((digits + np.random.default_rng(1).normal(size=digits.shape) / 10).round(2), 15.0)}
for name, data in classification_sets().items():
    sets[name] = (((data['x'] - data['x'].mean(axis=0)) / data['x'].std(axis=0)).round(4), 4.0)

golden = {}
for name, (x, perplexity) in sets.items():
    n = len(x)
    neighbors = min(n - 1, int(3.0 * perplexity + 1))
    distances = NearestNeighbors(n_neighbors=neighbors).fit(x).kneighbors_graph(mode='distance')
    distances.data **= 2
    joint = _joint_probabilities_nn(distances, perplexity, 0)
    golden[name] = {'x': x, 'perplexity': perplexity, 'rowSums': np.asarray(joint.sum(axis=1)).ravel(),
                    'firstRow': joint[0].toarray().ravel(), 'maps': {}}
    for dimensions in (2, 3):
        map_ = np.random.default_rng(dimensions).normal(size=(n, dimensions)).round(3)
        exact = _kl_divergence_bh(map_.ravel(), joint, 1, n, dimensions, angle=0.0)
        rough = _kl_divergence_bh(map_.ravel(), joint, 1, n, dimensions, angle=0.5)
        model = TSNE(n_components=dimensions, perplexity=perplexity, init='pca', random_state=0, max_iter=500).fit(x)
        golden[name]['maps'][dimensions] = {
            'map': map_, 'divergence': float(exact[0]), 'gradient': np.asarray(exact[1])[:60].astype(float).round(10),
            'roughError': float(np.linalg.norm(rough[1] - exact[1]) / np.linalg.norm(exact[1])),
            'finalDivergence': float(model.kl_divergence_)}
write('classic-ml', 'tsne-barnes-hut', golden, [np, sklearn])
