/** What using the practice platform wrongly, or starting it, can end in. */
export type PracticeErrorCode =
  /** There is no practice channel with this ID. */
  | 'unknown-channel'
  /** The channel ID is taken. */
  | 'channel-exists'
  /** Not ten digits. */
  | 'channel-id-malformed'
  /** Not 32 lower-case hexadecimal digits. */
  | 'channel-secret-malformed'
  /** Empty, or longer than 100 characters. */
  | 'name-malformed'
  /** All 30 slots of the channel are taken. */
  | 'token-limit'
  /** Not a whole number of seconds (or hours) that LINE would allow. */
  | 'lifetime-malformed'
  /** Not a number, or more than ten years away. */
  | 'clock-malformed'
  /** Another program listens on the port that was asked for, or that the state file remembers. */
  | 'port-taken'
  /** The state file cannot be read as one. It is left as it is. */
  | 'state-damaged'
  /** The state file was written by a later version. It is left as it is. */
  | 'state-newer';

/** An error of the practice platform, with a code to branch on. */
export class PracticeError extends Error {
  override readonly name = 'PracticeError';
  readonly code: PracticeErrorCode;

  constructor(code: PracticeErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
