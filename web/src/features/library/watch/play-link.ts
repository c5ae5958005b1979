import { openPlay, reportPlay, type Watched } from '@tongke/contract'
import { isApiError } from '../../../lib/api-error.ts'
import { urlOf } from '../../../lib/api-url.ts'
import { call } from '../../../lib/api.ts'
import { PlayReporter, type PlayReport } from './play-reporter.ts'

const REPORT_MS = 10_000

export interface PlayLink {
  readonly reporter: PlayReporter
  readonly watched: Watched
  /** Sends what is new, without waiting for the next ten seconds. */
  readonly flush: () => void
  readonly close: () => void
}

/** Begins to watch a file and keeps the server told until it is closed or the page goes away. Throws `ApiError`. */
export async function openLink(fileId: string, inClass: boolean, onClosed: () => void): Promise<PlayLink> {
  const { playId, watched } = await call(openPlay, { params: { id: fileId }, body: { inClass } })
  const params = { id: playId }
  const reporter = new PlayReporter({
    send: (body) => call(reportPlay, { params, body }),
    isClosed: (error) => isApiError(error, 'play.closed', 'not_found'),
    onClosed,
  })
  const flush = () => void reporter.flush()
  const leave = () => reporter.farewell().forEach((report) => sendLast(playId, report))
  const timer = setInterval(flush, REPORT_MS)
  addEventListener('pagehide', leave)
  return {
    reporter,
    watched,
    flush,
    close: () => {
      clearInterval(timer)
      removeEventListener('pagehide', leave)
      leave()
    },
  }
}

/** Outlives the page. Nobody is left to hear how it went. */
function sendLast(playId: string, report: PlayReport): void {
  const url = urlOf(reportPlay.path, { id: playId })
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify(report)
  void fetch(url, { method: 'POST', keepalive: true, credentials: 'same-origin', headers, body }).catch(
    () => undefined,
  )
}
