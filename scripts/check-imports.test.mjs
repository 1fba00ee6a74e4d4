import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkImports } from './check-imports.mjs';

/** Writes a small house of files and returns what the checker says of it, as `file:line message`. */
function problemsOf(files) {
  const root = mkdtempSync(join(tmpdir(), 'kagibako-imports-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkImports(root).problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

/** The beginnings of what is said, up to the advice. */
const rulesBroken = (files) => problemsOf(files).map((problem) => problem.split(': ')[0]);

test('a house in order has no problems', () => {
  expect(
    problemsOf({
      'shared/contract.ts': `import * as v from 'valibot';\nexport const x = v;`,
      'main/vault.ts': `import { readFile } from 'node:fs/promises';\nimport { x } from '../shared/contract.ts';\nimport 'jose/jwk/thumbprint';\nexport { x, readFile };`,
      'app/desktop/main.ts': `import { app } from 'electron';\nimport { x } from '../../main/vault';\nexport { app, x };`,
      'app/desktop/preload.ts': `import { contextBridge } from 'electron';\nimport { x } from '../../shared/contract.ts';\nexport { contextBridge, x };`,
      'app/cli/main.ts': `const { x } = await import('../../main/vault.ts');\nexport { x };`,
      'renderer/App.svelte': `<script lang="ts">\nimport { mount } from 'svelte';\nimport { x } from '../shared/contract.ts';\nimport './app.css';\n</script>`,
      'renderer/app.css': '',
    }),
  ).toEqual([]);
});

test('each layer refuses what is not its own', () => {
  expect(
    rulesBroken({
      'main/leaf.ts': '',
      'renderer/leaf.ts': '',
      'app/cli/leaf.ts': '',
      'app/desktop/leaf.ts': '',
      'shared/a.ts': `import 'node:fs';\nimport '../main/leaf.ts';\nimport 'jose';`,
      'main/a.ts': `import 'electron';\nimport type { A } from '../renderer/leaf.ts';\nimport '../app/cli/leaf.ts';`,
      'app/cli/a.ts': `import 'electron';\nimport 'better-sqlite3';\nimport '../desktop/leaf.ts';`,
      'app/desktop/a.ts': `import '../../renderer/leaf.ts';\nimport 'jose';`,
      'app/desktop/preload.ts': `import '../../main/leaf.ts';\nimport 'node:path';\nimport './leaf.ts';`,
      'renderer/a.ts': `import '../main/leaf.ts';\nexport * from 'electron';\nconst fs = require('node:fs');`,
    }).sort(),
  ).toEqual([
    'app/cli/a.ts:1 app/cli/ must not import electron',
    'app/cli/a.ts:2 app/cli/ must not import better-sqlite3',
    'app/cli/a.ts:3 app/cli/ must not import ../desktop/leaf.ts',
    'app/desktop/a.ts:1 app/desktop/ must not import ../../renderer/leaf.ts',
    'app/desktop/a.ts:2 app/desktop/ must not import jose',
    'app/desktop/preload.ts:1 the preload of app/desktop/ must not import ../../main/leaf.ts',
    'app/desktop/preload.ts:2 the preload of app/desktop/ must not import node:path',
    'app/desktop/preload.ts:3 the preload of app/desktop/ must not import ./leaf.ts',
    'main/a.ts:1 main/ must not import electron',
    'main/a.ts:2 main/ must not import ../renderer/leaf.ts',
    'main/a.ts:3 main/ must not import ../app/cli/leaf.ts',
    'renderer/a.ts:1 renderer/ must not import ../main/leaf.ts',
    'renderer/a.ts:2 renderer/ must not import electron',
    'renderer/a.ts:3 renderer/ must not import node:fs',
    'shared/a.ts:1 shared/ must not import node:fs',
    'shared/a.ts:2 shared/ must not import ../main/leaf.ts',
    'shared/a.ts:3 shared/ must not import jose',
  ]);
});

test('an import in a component is reported at its own line', () => {
  expect(
    rulesBroken({ 'renderer/A.svelte': `<p>\n</p>\n\n<script lang="ts">\n  import 'electron';\n</script>\n` }),
  ).toEqual(['renderer/A.svelte:5 renderer/ must not import electron']);
});

test('a circle is named once, with the way round', () => {
  const [problem, ...others] = problemsOf({
    'main/a.ts': `import './b.ts';`,
    'main/b.ts': `export { c } from './c.ts';`,
    'main/c.ts': `export const c = () => import('./a.ts');`,
    'main/d.ts': `import './a.ts';`,
  });
  expect(problem).toContain('main/a.ts → main/b.ts → main/c.ts → main/a.ts');
  expect(others).toEqual([]);
});

test('types make no circle', () => {
  expect(
    problemsOf({
      'main/a.ts': `import { b } from './b.ts';\nexport type A = typeof b;`,
      'main/b.ts': `import type { A } from './a.ts';\nimport { type A as B } from './a.ts';\nexport const b: import('./a.ts').A | A | B = 1;`,
    }),
  ).toEqual([]);
});

test('tests may use development tools and test support, and ordinary files may not use theirs', () => {
  expect(
    rulesBroken({
      'main/a.test.ts': `import { test } from 'vitest';\nimport '../test/support/clock.ts';\nimport './a.ts';`,
      'test/support/clock.ts': '',
      'main/a.ts': `import '../test/support/clock.ts';\nimport 'vitest';`,
      'renderer/b.test.ts': `import '../main/a.ts';\nimport 'electron';`,
    }).sort(),
  ).toEqual([
    'main/a.ts:1 imports ../test/support/clock.ts, which only tests may use',
    'main/a.ts:2 main/ must not import vitest',
    'renderer/b.test.ts:1 renderer/ must not import ../main/a.ts',
    'renderer/b.test.ts:2 renderer/ must not import electron',
  ]);
});

test('what cannot be checked is reported', () => {
  expect(rulesBroken({ 'main/a.ts': `import './gone.ts';\nimport 'fs';\nawait import(process.env.NAME);` })).toEqual([
    'main/a.ts:1 imports ./gone.ts, and there is no such file',
    "main/a.ts:2 imports Node's fs without its prefix",
    'main/a.ts:3 loads a module by a computed name',
  ]);
});
