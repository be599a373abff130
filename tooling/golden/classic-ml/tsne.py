"""Similarities and divergences of scikit-learn's t-SNE on the shared data sets."""
import numpy as np
import sklearn
from data_sets import classification_sets
from golden import write
from scipy.spatial.distance import squareform
from sklearn.manifold import TSNE
from sklearn.manifold._t_sne import _joint_probabilities
from sklearn.metrics import pairwise_distances

golden = {}
for name, data in classification_sets().items():
    x = (data['x'] - data['x'].mean(axis=0)) / data['x'].std(axis=0)
    joint = _joint_probabilities(pairwise_distances(x, squared=True).astype(np.float32), 5.0, 0)
    model = TSNE(perplexity=5, method='exact', init='pca', random_state=0, max_iter=1000).fit(x)
    golden[name] = {'x': x, 'similarities': squareform(joint)[:4], 'divergence': float(model.kl_divergence_)}
write('classic-ml', 'tsne', golden, [np, sklearn])
