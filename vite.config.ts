import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { writeLicences, type BuiltFile } from './scripts/build/licences.mjs';

/**
 * One build for everything that ships: the renderer (client), the Electron main process, its preload and the command line.
 * Native modules and electron stay outside; everything else is bundled, so that a start loads few files.
 */
const external = ['electron', 'better-sqlite3', 'keytar', /^node:/, ...builtinModules];

function nodeBuild(name: string, input: string, format: 'es' | 'cjs', extension: 'js' | 'cjs') {
  return {
    consumer: 'server' as const,
    resolve: { noExternal: true as const, external: ['electron', 'better-sqlite3', 'keytar'] },
    build: {
      ssr: true,
      outDir: 'out/build',
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: { [name]: input },
        external,
        output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: `${name}-[name]-[hash].${extension}` },
      },
    },
  };
}

/** Debian's Chromium for the component tests, because Playwright's download may be out of reach. */
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

export default defineConfig({
  // The built renderer is served by the app:// scheme from a fixed map, so that every address is absolute there.
  base: '/',
  publicDir: false,
  plugins: [svelte()],
  environments: {
    client: {
      build: {
        outDir: 'out/build',
        emptyOutDir: false,
        target: 'chrome130',
        // No inline code and no data: scripts, because the content security policy allows none.
        // What the page begins with is fetched side by side; what comes later needs no links of its own.
        modulePreload: {
          polyfill: false,
          resolveDependencies: (_file, needed, { hostType }) => (hostType === 'html' ? needed : []),
        },
        // One sheet for all parts of the window: those that come later need no link of their own.
        cssCodeSplit: false,
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: { renderer: 'renderer/index.html' },
          output: {
            entryFileNames: 'renderer/assets/[name]-[hash].js',
            chunkFileNames: 'renderer/assets/[name]-[hash].js',
            assetFileNames: 'renderer/assets/[name]-[hash][extname]',
          },
        },
      },
    },
    main: nodeBuild('main', 'app/desktop/main.ts', 'es', 'js'),
    preload: nodeBuild('preload', 'app/desktop/preload.ts', 'cjs', 'cjs'),
    cli: nodeBuild('cli', 'app/cli/main.ts', 'es', 'js'),
  },
  builder: {
    async buildApp(builder) {
      const built: BuiltFile[] = [];
      for (const name of ['client', 'main', 'preload', 'cli']) {
        const environment = builder.environments[name];
        if (!environment) continue;
        const results = [await builder.build(environment)].flat();
        built.push(...results.flatMap((result) => ('output' in result ? result.output : [])));
      }
      await writeLicences(import.meta.dirname, join(import.meta.dirname, 'out', 'build'), built);
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            'shared/**/*.test.ts',
            'main/**/*.test.ts',
            'app/**/*.test.ts',
            'scripts/**/*.test.mjs',
            'renderer/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/*.browser.test.ts'],
          retry: 0,
        },
      },
      {
        extends: true,
        test: {
          name: 'flows',
          environment: 'node',
          include: ['test/{flows,faults,interop,contract}/**/*.test.ts'],
          retry: 0,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        optimizeDeps: {
          include: ['bits-ui', 'valibot', 'axe-core', 'vitest-browser-svelte'],
        },
        test: {
          name: 'components',
          // By number: not every machine knows the name localhost.
          api: { host: '127.0.0.1' },
          include: ['renderer/**/*.browser.test.ts'],
          retry: 0,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 860 },
            provider: playwright({
              launchOptions: {
                ...(chromium === undefined ? {} : { executablePath: chromium }),
                args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--no-first-run'],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
