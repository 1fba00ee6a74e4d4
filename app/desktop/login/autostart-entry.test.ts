import { expect, test } from 'vitest';
import { autostartEntry } from './autostart-entry.ts';

test('the command stands in the file as the specification quotes it', () => {
  expect(autostartEntry(['/opt/Kagibako/kagibako', '--vault', '/home/山田/my "vault" $1 `x` 50% \\', '--hidden'])).toBe(
    [
      '[Desktop Entry]',
      'Type=Application',
      'Name=Kagibako',
      'Exec="/opt/Kagibako/kagibako" "--vault" "/home/山田/my \\\\"vault\\\\" \\\\$1 \\\\`x\\\\` 50%% \\\\\\\\" "--hidden"',
      'Terminal=false',
      'X-GNOME-Autostart-enabled=true',
      '',
    ].join('\n'),
  );
});
