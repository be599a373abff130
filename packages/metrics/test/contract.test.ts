import { type CheckableMetric, checkMetric } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as metrics from '../src/index.js';
import { clusteringCases } from './contract/clustering.js';
import { detectionCases } from './contract/detection.js';
import { imageCases } from './contract/image.js';
import { labelCases } from './contract/labels.js';
import { regressionCases } from './contract/regression.js';
import { retrievalCases } from './contract/retrieval.js';
import { scoreCases } from './contract/scores.js';
import { segmentationCases } from './contract/segmentation.js';
import { textCases } from './contract/text.js';

const exported = new Map<string, unknown>(Object.entries(metrics));
const cases = {
  ...clusteringCases,
  ...detectionCases,
  ...imageCases,
  ...labelCases,
  ...scoreCases,
  ...segmentationCases,
  ...textCases,
  ...retrievalCases,
  ...regressionCases,
};

/** Exports that are no metrics: building blocks with tests of their own. */
const building = [
  'defineMetric',
  'boxIou',
  'boxGeneralizedIou',
  'boxDistanceIou',
  'boxCompleteIou',
  'convertBoxes',
  'matchDetections',
  'encodeMask',
  'decodeMask',
  'packMask',
  'polygonMask',
  'maskIou',
  'COCO_SIGMAS',
  'editDistance',
  'perplexityWindows',
];

describe('the contract of every metric', () => {
  it('has an entry for every export', () => {
    expect([...exported.keys()].sort()).toEqual([...Object.keys(cases), ...building].sort());
  });

  for (const [name, entries] of Object.entries(cases)) {
    it.each(entries)(`${name} %#`, async (entry) => {
      const metric = exported.get(name) as CheckableMetric & {
        inputs: readonly string[];
      };
      expect(metric.name).toBe(name);
      expect(metric.streaming(entry.options).name).toBe(name);
      expect(metric.inputs).toHaveLength(entry.batches[0].length);
      await checkMetric(metric, entry);
    });
  }
});
