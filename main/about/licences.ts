import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { About } from '../../shared/domain.ts';

const Licences = About.entries.licences;

/** What the build wrote of the licences of what is in it; nothing where there was no build, or where it cannot be read. */
export async function readLicences(file: string): Promise<About['licences']> {
  try {
    return v.parse(Licences, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return [];
  }
}
