"""Scalers, encoders, imputers and feature maps of scikit-learn."""
import numpy as np
import sklearn
from data_sets import regression_sets
from golden import write
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import (MinMaxScaler, OneHotEncoder, OrdinalEncoder, PolynomialFeatures, RobustScaler,
                                   SplineTransformer, StandardScaler)

golden = {}
for name, data in regression_sets().items():
    x = data['x']
    rows = x[:5] * 1.1
    holes = x.copy()
    holes[::3, 0] = np.nan
    golden[name] = {
        'standard': StandardScaler().fit(x, sample_weight=data['weights']).transform(rows),
        'minMax': MinMaxScaler(feature_range=(-1, 2), clip=True).fit(x).transform(rows),
        'robust': RobustScaler(quantile_range=(10, 80)).fit(x).transform(rows),
        'mean': SimpleImputer().fit(holes).statistics_,
        'median': SimpleImputer(strategy='median').fit(holes).statistics_,
        'mostFrequent': SimpleImputer(strategy='most_frequent').fit(holes.round(0)).statistics_,
    }
    if x.shape[1] < 10:
        golden[name]['polynomial'] = PolynomialFeatures(3).fit(x).transform(rows[:2])
        golden[name]['interactions'] = PolynomialFeatures(2, interaction_only=True, include_bias=False).fit(x).transform(rows[:2])
        golden[name]['spline'] = SplineTransformer(n_knots=4, degree=3).fit(x).transform(rows)
        golden[name]['spline quantile'] = SplineTransformer(n_knots=5, degree=2, knots='quantile', include_bias=False).fit(x).transform(rows)
table = np.array([['red', 's'], ['green', 'm'], ['blue', 's'], ['red', 'm']], dtype=object)
categories = {'table': table, 'oneHot': OneHotEncoder(sparse_output=False).fit_transform(table),
              'ifBinary': OneHotEncoder(sparse_output=False, drop='if_binary').fit_transform(table),
              'first': OneHotEncoder(sparse_output=False, drop='first').fit_transform(table),
              'ordinal': OrdinalEncoder().fit_transform(table)}
write('classic-ml', 'preprocessing', {'sets': golden, 'categories': categories}, [np, sklearn])
