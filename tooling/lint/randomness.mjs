import ts from 'typescript';
import { lineOf } from './workspace.mjs';

/** The place of the seed among the arguments of TensorFlow.js's random functions. */
const SEED_ARGUMENT = {
  randomNormal: 4,
  randomUniform: 4,
  randomUniformInt: 3,
  randomStandardNormal: 2,
  randomGamma: 4,
  truncatedNormal: 4,
  multinomial: 2,
  dropout: 3,
};
/** Functions of tf.util that draw from Math.random. */
const NEVER_SEEDED = new Set(['shuffle', 'shuffleCombo', 'createShuffledIndices', 'randUniform']);
const ADVICE = 'draw from a seeded Random of @ai/core';

/** Faults of one source file: randomness that no seed governs. */
export function checkRandomness({ file, tree }) {
  const faults = [];
  const visit = (node) => {
    const message = faultOf(node);
    if (message) faults.push({ file, line: lineOf(node), message });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return faults;
}

function faultOf(node) {
  if (isMember(node, 'Math') && memberName(node) === 'random') return `Math.random cannot be seeded: ${ADVICE}`;
  if (
    ts.isVariableDeclaration(node) &&
    node.initializer?.getText() === 'Math' &&
    /\brandom\b/.test(node.name.getText())
  ) {
    return `Math.random cannot be seeded: ${ADVICE}`;
  }
  if (isMember(node, 'tf.util') && NEVER_SEEDED.has(memberName(node))) {
    return `tf.util.${memberName(node)} cannot be seeded: ${ADVICE}`;
  }
  if (!isMember(node, 'tf') || !(memberName(node) in SEED_ARGUMENT)) return undefined;
  return seedIsGiven(node) ? undefined : `tf.${memberName(node)} without a seed: ${ADVICE}, or pass one`;
}

function seedIsGiven(callee) {
  const call = callee.parent;
  if (!ts.isCallExpression(call) || call.expression !== callee) return false;
  if (call.arguments.some(ts.isSpreadElement)) return true;
  const seed = call.arguments[SEED_ARGUMENT[memberName(callee)]];
  return seed !== undefined && seed.getText() !== 'undefined' && seed.getText() !== 'null';
}

/** Whether `node` reads a member of `object`: object.name or object['name']. */
function isMember(node, object) {
  const reads = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  return reads && node.expression.getText() === object && memberName(node) !== undefined;
}

function memberName(node) {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
}
