/** Sent with the change: a session is closed, whether it counts is decided for good. `{ sessionId }` */
export const SESSION_CLOSED = 'research.session.closed'
