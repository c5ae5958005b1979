/** Topic of any change of a session: its state, its members, its rooms. */
export const SESSION_CHANGED = 'research.session_changed'
/** Topic of its closing, sent with that change: whether it counts is decided for good. */
export const SESSION_CLOSED = 'research.session_closed'

/** What replicas hear after a commit. */
export interface SessionNotice {
  readonly sessionId: string
}
