/** The types of `licences.mjs` for the build's configuration, which is TypeScript. */
export interface BuiltFile {
  readonly type: string;
  readonly moduleIds?: readonly string[];
}
export function writeLicences(
  projectFolder: string,
  buildFolder: string,
  builtFiles: readonly BuiltFile[],
): Promise<void>;
