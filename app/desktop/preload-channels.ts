/** The two channels between the window and the engine, and how the preload script learns the names: shared by both sides of the door. */
export const CALL_CHANNEL = 'kagibako:call';
export const EVENT_CHANNEL = 'kagibako:event';

/** Arguments of the window's process, so that the preload script needs no schema to know what there is. */
export const OPERATIONS_ARGUMENT = '--kagibako-operations=';
export const EVENTS_ARGUMENT = '--kagibako-events=';
export const VERSION_ARGUMENT = '--kagibako-version=';
export const PRACTICE_ARGUMENT = '--kagibako-practice';
