/** Topic of any change of a session: its state, its members, its rooms. */
export const SESSION_CHANGED = 'research.session_changed'

/** What replicas hear after a commit. */
export interface SessionChangedNotice {
  readonly sessionId: string
}
