"""Reductions of scikit-learn on the shared data sets."""
import warnings

import numpy as np
import sklearn
from data_sets import classification_sets
from golden import write
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

warnings.simplefilter('ignore')

golden = {}
for name, data in classification_sets().items():
    x, y = data['x'], data['y']
    pca = PCA(n_components=2, svd_solver='full').fit(x)
    share = PCA(n_components=0.8, svd_solver='full').fit(x)
    white = PCA(n_components=2, whiten=True, svd_solver='full').fit(x)
    svd = TruncatedSVD(n_components=2, algorithm='arpack', tol=1e-14, random_state=0).fit(x)
    lda = LinearDiscriminantAnalysis(solver='svd').fit(x, y)
    golden[name] = {
        'pca': {'components': pca.components_, 'explainedVariance': pca.explained_variance_,
                'explainedVarianceRatio': pca.explained_variance_ratio_, 'singularValues': pca.singular_values_,
                'noiseVariance': float(pca.noise_variance_), 'transformed': pca.transform(x[:4]),
                'whitened': white.transform(x[:4]), 'countForShare': share.n_components_},
        'svd': {'components': svd.components_, 'singularValues': svd.singular_values_,
                'explainedVarianceRatio': svd.explained_variance_ratio_},
        'lda': {'probabilities': lda.predict_proba(x[:8]), 'transformed': np.abs(lda.transform(x[:8])),
                'explainedVarianceRatio': lda.explained_variance_ratio_, 'labels': lda.predict(x)},
    }
write('classic-ml', 'decomposition', golden, [np, sklearn])
