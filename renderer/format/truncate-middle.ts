/** Keeps both ends of an ID, because people compare those: `sDTOzw5w…zcmeQA`. */
export function truncateMiddle(id: string, head = 8, tail = 6): string {
  return id.length <= head + tail + 1 ? id : `${id.slice(0, head)}…${id.slice(-tail)}`;
}
