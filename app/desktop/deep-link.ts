import { DEEP_LINK_SCHEME, parseDeepLink, type Destination } from '../../shared/destination.ts';

/** The longest that is one names a token, with 52 characters. */
const LONGEST_LINK = 200;

/** Whether an argument is a link of ours, as the system hands them over. Whether it leads anywhere is another question. */
export function isDeepLink(argument: string): boolean {
  return argument.toLowerCase().startsWith(`${DEEP_LINK_SCHEME}:`);
}

/** Where a link leads; null for one that leads nowhere. */
export function destinationOf(link: string): Destination | null {
  return link.length <= LONGEST_LINK ? parseDeepLink(link) : null;
}

/** Where the link among the arguments of a start leads; null where there is none, or more than one. */
export function destinationIn(args: readonly string[]): Destination | null {
  const [link, ...more] = args.filter(isDeepLink);
  return link === undefined || more.length > 0 ? null : destinationOf(link);
}
