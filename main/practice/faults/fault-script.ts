/** The faults that are still to come, in the order in which they were asked for. */
import type { EndpointName } from '../endpoints.ts';
import type { PracticeFault } from './fault.ts';

interface Entry {
  readonly fault: PracticeFault;
  skip: number;
  left: number;
}

/** The script. */
export interface FaultScript {
  /** Adds a fault after those that are there. */
  add(fault: PracticeFault): void;
  /** The fault that meets this request, if one does. The first that fits and has nothing left to skip. */
  take(endpoint: EndpointName, channelId: string | undefined): PracticeFault | undefined;
  /** What is still to come. */
  pending(): readonly PracticeFault[];
  /** Forgets the faults that `which` picks, or all of them. */
  clear(which?: (fault: PracticeFault) => boolean): void;
}

/** Makes an empty script. */
export function createFaultScript(): FaultScript {
  let entries: Entry[] = [];
  const fits = ({ fault }: Entry, endpoint: EndpointName, channelId: string | undefined): boolean =>
    (fault.endpoint === 'any' || fault.endpoint === endpoint) &&
    (fault.channelId === undefined || fault.channelId === channelId);
  return {
    add(fault) {
      const left = fault.times === 'always' ? Infinity : (fault.times ?? 1);
      entries.push({ fault, skip: fault.skip ?? 0, left });
    },
    take(endpoint, channelId) {
      for (const entry of entries) {
        if (!fits(entry, endpoint, channelId)) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.left -= 1;
        if (entry.left <= 0) entries = entries.filter((other) => other !== entry);
        return entry.fault;
      }
      return undefined;
    },
    pending: () => entries.map(({ fault }) => fault),
    clear(which = () => true) {
      entries = entries.filter(({ fault }) => !which(fault));
    },
  };
}
