import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';
import { isOurs, isTensorLibrary, layerFault } from './layer-order.mjs';
import { lineOf } from './workspace.mjs';

/** Everything a module imports: { specifier, line, typeOnly, later }, whichever way it is written; `later` is import(). */
export function importsOf(tree) {
  const found = [];
  const add = (literal, typeOnly, later = false) => {
    if (literal && ts.isStringLiteralLike(literal)) {
      found.push({ specifier: literal.text, line: lineOf(literal), typeOnly, later });
    }
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node));
    else if (ts.isImportTypeNode(node)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && isLoader(node.expression)) {
      add(node.arguments[0], false, node.expression.kind === ts.SyntaxKind.ImportKeyword);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  for (const { fileName, pos } of tree.typeReferenceDirectives) {
    const line = tree.getLineAndCharacterOfPosition(pos).line + 1;
    found.push({ specifier: fileName, line, typeOnly: true, later: false });
  }
  return found;
}

function isTypeOnly(clause) {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const names = clause.name ? undefined : (clause.namedBindings ?? clause.exportClause)?.elements;
  return names !== undefined && names.length > 0 && names.every((element) => element.isTypeOnly);
}

const isLoader = (callee) =>
  callee.kind === ts.SyntaxKind.ImportKeyword ||
  (ts.isIdentifier(callee) && callee.text === 'require') ||
  (ts.isPropertyAccessExpression(callee) && callee.expression.getText() === 'require');

/** Faults in what one source file imports. */
export function checkImports(source, owner, packages) {
  return importsOf(source.tree).flatMap((one) => {
    const message = faultOf(one, source, owner, packages);
    return message ? [{ file: source.file, line: one.line, message }] : [];
  });
}

function faultOf({ specifier, typeOnly }, source, owner, packages) {
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(source.file), specifier);
    if (target.startsWith(`${owner.folder}/`) || (source.isTest && !/^(packages|apps)\//.test(target)))
      return undefined;
    return `'${specifier}' leaves ${owner.folder}: import other packages by name`;
  }
  if (isBuiltin(specifier)) return undefined;
  const name = packageName(specifier);
  if (name === '@ai/tooling' && source.isTest) return undefined;
  if (isOurs(name)) return faultOfOurs(name, specifier, owner, packages);
  if (isTensorLibrary(name) && owner.name !== '@ai/core') {
    return `${name} may be imported by @ai/core only: import { tf } from '@ai/core'`;
  }
  return undeclared(name, typeOnly, source, owner);
}

function faultOfOurs(name, specifier, owner, packages) {
  const fault = layerFault(owner.name, name);
  if (fault) return fault;
  const exported = packages.find((one) => one.name === name)?.manifest.exports;
  const subpath = `.${specifier.slice(name.length)}`;
  if (exported && !(subpath in exported)) return `'${specifier}' is not an export of ${name}`;
  return undefined;
}

/** Tests may use what the repository installs. Types may come from devDependencies, and so may all of an app, which is bundled. */
function undeclared(name, typeOnly, { isTest }, { folder, manifest }) {
  if (isTest) return undefined;
  const kinds = ['dependencies', 'peerDependencies', 'optionalDependencies'];
  if (typeOnly || folder.startsWith('apps/')) kinds.push('devDependencies');
  if (kinds.some((kind) => name in (manifest[kind] ?? {}) || `@types/${name}` in (manifest[kind] ?? {})))
    return undefined;
  if (name === 'node' || name.startsWith('@types/')) return undefined; // type references
  return `${name} is not among the dependencies in ${folder}/package.json`;
}

const packageName = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
