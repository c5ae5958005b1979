import type { SessionDetail } from '@tongke/contract'

/** What every part of a session's page gets. */
export interface PanelProps {
  readonly detail: SessionDetail
}
