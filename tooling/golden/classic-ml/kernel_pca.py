"""Kernel principal components of scikit-learn; the sign of a component is such that its largest coefficient is positive."""
import numpy as np
import sklearn
from golden import write
from sklearn.decomposition import KernelPCA

rng = np.random.default_rng(90)
x = rng.normal(size=(30, 4)).round(3) + [1, 0, -2, 0]
queries = rng.normal(size=(6, 4)).round(3)
cases = {'linear': {}, 'polynomial': {'kernel': 'poly', 'degree': 2, 'coef0': 0.5}, 'rbf': {'kernel': 'rbf', 'gamma': 0.3},
         'sigmoid': {'kernel': 'sigmoid', 'gamma': 0.02}, 'cosine': {'kernel': 'cosine'}}
found = {}
for name, options in cases.items():
    model = KernelPCA(3, eigen_solver='dense', fit_inverse_transform=name != 'sigmoid', alpha=0.1, **options).fit(x)
    found[name] = {'eigenvalues': model.eigenvalues_, 'new': model.transform(queries), 'trained': model.transform(x),
                   'back': model.inverse_transform(model.transform(queries)) if name != 'sigmoid' else None}
write('classic-ml', 'kernel-pca', {'x': x, 'queries': queries, 'cases': found}, [np, sklearn])
