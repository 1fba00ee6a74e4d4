/** For tests, as somebody whom the modes of files bind: tries to read and to change settings that it may not read, and writes what came of it. */
import { isVaultError } from '../vault-error.ts';
import { createSettingsStore } from './settings-store.ts';

const [folder = ''] = process.argv.slice(2);
const store = createSettingsStore(folder, () => undefined);
const shown = await store.show();
const changed = await store.change({ theme: 'light' }).then(
  () => 'changed',
  (error: unknown) => (isVaultError(error) ? error.code : String(error)),
);
process.stdout.write(JSON.stringify({ shown, changed }));
