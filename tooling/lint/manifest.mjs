import { hasLayer, isOurs, layerFault } from './layer-order.mjs';

/** Faults in a package.json: dependencies against the layers. */
export function checkManifest({ name, folder, manifest, manifestText }, packages) {
  const file = `${folder}/package.json`;
  const lineOf = (text) => manifestText.slice(0, Math.max(0, manifestText.indexOf(text))).split('\n').length;
  if (!hasLayer(name)) {
    return [{ file, line: lineOf('"name"'), message: `${name} has no layer: add it to tooling/lint/layer-order.mjs` }];
  }
  const known = new Set(packages.map((one) => one.name));
  const all = ['dependencies', 'peerDependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) =>
    Object.keys(manifest[kind] ?? {}),
  );
  return all.filter(isOurs).flatMap((dependency) => {
    if (dependency === '@ai/tooling') return [];
    const message = layerFault(name, dependency) ?? (known.has(dependency) ? undefined : `there is no ${dependency}`);
    return message ? [{ file, line: lineOf(`"${dependency}":`), message }] : [];
  });
}
