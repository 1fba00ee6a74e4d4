/** An argument of `Exec`, quoted. freedesktop: "Desktop Entry Specification", the Exec key. */
function execArgument(argument: string): string {
  const quoted = argument.replaceAll(/["`$\\]/g, (mark) => `\\${mark}`).replaceAll('%', '%%');
  // The value as a whole is a string, in which a backslash is written twice.
  return `"${quoted}"`.replaceAll('\\', '\\\\');
}

/** The file that starts a command when a person signs in. freedesktop: "Desktop Application Autostart Specification". */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Kagibako',
    `Exec=${command.map(execArgument).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
