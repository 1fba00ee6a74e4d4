import { createRequire } from 'node:module';

// Required rather than imported, so that a test runner hands it over as it is instead of transforming its 9 MB.
const ts = createRequire(import.meta.url)('typescript');

/**
 * Every import of a source file, in whatever form: `import`, `export … from`, `import()`, `require()`, `import('…').Type`.
 *
 * @param {string} path decides how the text is read: `.svelte` files by their script blocks
 * @param {string} text
 * @returns {{ specifier: string | undefined, line: number, isTypeOnly: boolean }[]} no specifier where the name is computed
 */
export function readImports(path, text) {
  const source = path.endsWith('.svelte') ? onlyScripts(text) : text;
  const file = ts.createSourceFile(
    path,
    source,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('.mjs') ? ts.ScriptKind.JS : ts.ScriptKind.TS,
  );
  const found = [];
  const add = (node, specifier, isTypeOnly) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push({
      specifier: specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined,
      line: line + 1,
      isTypeOnly,
    });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, importsTypesOnly(node.importClause));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier)
      add(node, node.moduleSpecifier, exportsTypesOnly(node));
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node, node.moduleReference.expression, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node, node.argument.literal, true);
    else if (ts.isCallExpression(node) && isLoading(node.expression)) add(node, node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Blanks everything outside the script blocks, so that line numbers stay those of the file. */
function onlyScripts(text) {
  const blank = (part) => part.replace(/[^\n]/g, ' ');
  let kept = '';
  let from = 0;
  for (const match of text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script\s*>/g)) {
    const start = match.index + match[1].length;
    const end = start + match[2].length;
    kept += `${blank(text.slice(from, start))}${match[2]}`;
    from = end;
  }
  return kept + blank(text.slice(from));
}

function isLoading(callee) {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}

function importsTypesOnly(clause) {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every(isType)
  );
}

function exportsTypesOnly({ isTypeOnly, exportClause }) {
  return (
    isTypeOnly || (exportClause !== undefined && ts.isNamedExports(exportClause) && exportClause.elements.every(isType))
  );
}

function isType(element) {
  return element.isTypeOnly;
}
