import { runCommandLine } from './command-line.ts';
import { processSurroundings } from './process-surroundings.ts';

process.exit(await runCommandLine(processSurroundings()));
