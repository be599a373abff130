"""Statistics with numpy and SciPy."""
import numpy as np
import scipy
from scipy import stats
from golden import write

rng = np.random.default_rng(1)
table = rng.normal(size=(40, 3)) @ rng.normal(size=(3, 3)) + [1e9, -2, 0]
weights = rng.integers(0, 4, size=40)
reliability = rng.random(40)
x = np.round(rng.gamma(2, size=60) * 4) / 4
y = np.round((x + rng.normal(size=60)) * 2) / 2
values = rng.normal(size=200) ** 3
levels = [0, 0.01, 0.1, 0.25, 0.37, 0.5, 0.9, 0.999, 1]
types = ['inverted_cdf', 'averaged_inverted_cdf', 'closest_observation', 'interpolated_inverted_cdf', 'hazen', 'weibull', 'linear', 'median_unbiased', 'normal_unbiased']
small = np.array([1.0, 2, 2, 3, 5, 8, 13, 21])
kde = stats.gaussian_kde(values[:50], weights=reliability[:40].tolist() + [0.5] * 10)
silverman = stats.gaussian_kde(values[:50], bw_method='silverman')
points = [-20.0, -1.0, 0.0, 0.7, 3.0]

write('prob-info', 'statistics', {
    'table': table, 'weights': weights, 'covariance': np.cov(table.T), 'weighted': np.cov(table.T, fweights=weights, ddof=0),
    'correlation': np.corrcoef(table.T),
    'x': x, 'y': y, 'spearman': stats.spearmanr(x, y).statistic, 'kendall': stats.kendalltau(x, y).statistic,
    'ranks': {method: stats.rankdata(x, method) for method in ['average', 'min', 'max', 'dense', 'ordinal']},
    'values': values, 'levels': levels, 'quantiles': [np.quantile(values, levels, method=t) for t in types],
    'smallQuantiles': [np.quantile(small, levels, method=t) for t in types],
    'bins': {rule: [np.histogram(values, rule)[0], np.histogram(values, rule)[1]] for rule in ['auto', 'doane', 'fd', 'rice', 'scott', 'sqrt', 'stone', 'sturges']},
    'range': [np.histogram(values, 7, (-1, 2))[0], np.histogram(values, 7, (-1, 2), density=True)[0]],
    'edges': np.histogram(x, [0, 0.25, 1, 1.5, 9])[0],
    'kde': {'weights': reliability[:40].tolist() + [0.5] * 10, 'points': points, 'logPdf': kde.logpdf(points), 'silverman': silverman.logpdf(points),
            'cdf': kde.integrate_box_1d(-np.inf, 0.7)},
}, libraries=[np, scipy])
