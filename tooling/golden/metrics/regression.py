"""Golden values of the regression metrics, from scikit-learn (Gaussian NLL from torch)."""
import warnings

import numpy as np
import sklearn
import torch
from sklearn import metrics as sk

from golden import write

warnings.filterwarnings('ignore')
rng = np.random.default_rng(3)


def case(targets, predictions):
    return {
        'targets': targets,
        'predictions': predictions,
        'meanSquaredError': sk.mean_squared_error(targets, predictions),
        'rootMeanSquaredError': sk.root_mean_squared_error(targets, predictions),
        'meanAbsoluteError': sk.mean_absolute_error(targets, predictions),
        'meanAbsolutePercentageError': sk.mean_absolute_percentage_error(targets, predictions),
        'medianAbsoluteError': sk.median_absolute_error(targets, predictions),
        'r2Score': sk.r2_score(targets, predictions),
        'explainedVariance': sk.explained_variance_score(targets, predictions),
        'quantileLoss': sk.mean_pinball_loss(targets, predictions, alpha=0.2),
        'huberLoss': np.where(np.abs(targets - predictions) <= 0.7, 0.5 * (targets - predictions) ** 2,
                              0.7 * (np.abs(targets - predictions) - 0.35)).mean(),
    }


targets = rng.normal(size=80) * 3 + 100
wide = rng.normal(size=(40, 3)) * [1, 10, 0.1] + [0, 5, -2]
positive = rng.gamma(2, 2, 60) + 0.01
counts = rng.poisson(2, 60).astype(float)
fitted = positive * rng.uniform(0.5, 2, 60)
variance = rng.uniform(0.1, 3, 80)
predictions = targets + rng.normal(size=80)

write('metrics', 'regression', {
    'cases': [
        case(targets, predictions),
        case(wide, wide + rng.normal(size=(40, 3))),
        case(np.array([0.0, 1.0, 2.0]), np.array([0.5, 1.0, 2.5])),
        case(np.array([3.0, 3.0, 3.0]), np.array([3.0, 3.5, 2.0])),
        case(np.array([3.0, 3.0]), np.array([3.0, 3.0])),
    ],
    'deviance': [
        {'power': power, 'targets': y, 'predictions': fitted, 'expected': sk.mean_tweedie_deviance(y, fitted, power=power)}
        for power, y in [(0, counts), (1, counts), (1.5, counts), (2, positive), (3, positive), (-1, counts), (2.6, positive)]
    ],
    'gaussian': {
        'targets': targets, 'predictions': predictions, 'variance': variance,
        'expected': torch.nn.functional.gaussian_nll_loss(
            torch.tensor(predictions), torch.tensor(targets), torch.tensor(variance), full=True),
    },
}, libraries=[sklearn, np, torch])
