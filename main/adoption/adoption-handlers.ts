import type { SessionHandlers } from '../handlers.ts';
import { adoptToken } from './adopt-token.ts';

export const adoptionHandlers: SessionHandlers<'token.adopt'> = { 'token.adopt': adoptToken };
