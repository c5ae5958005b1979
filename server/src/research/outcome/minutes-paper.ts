import { Injectable } from '@nestjs/common'
import { Refusal, type MinutesSectionKey } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Config } from '../../platform/config.ts'
import type { FileAnswer } from '../../platform/http/endpoint.decorator.ts'
import { documentDocx } from '../../platform/paper/document-docx.ts'
import { documentPdf } from '../../platform/paper/document-pdf.ts'
import type { PaperDocument } from '../../platform/paper/paper-document.ts'
import { minutesClock } from './minutes-clock.ts'
import { SECTION_TITLES, type MinutesClock } from './minutes-draft.rules.ts'
import { MinutesStore, type StoredMinutes } from './minutes-store.ts'
import { OutcomeGate } from './outcome-gate.ts'

/** Where cells need more or less room than their neighbours. */
const SHARES: Partial<Record<MinutesSectionKey, readonly number[]>> = {
  attendance: [2, 3.8, 2.9, 3.4, 2.2, 2.3],
  agenda: [5, 2, 3, 2.2],
  designs: [3, 3.4, 3.6, 2, 2.6, 4],
  observation: [4, 2, 1.6, 4, 4],
}

/** The minutes as files. */
@Injectable()
export class MinutesPaper {
  constructor(
    private readonly gate: OutcomeGate,
    private readonly store: MinutesStore,
    private readonly config: Config,
  ) {}

  /** @throws Refusal not_found, auth.forbidden */
  async docx(who: PersonPrincipal, sessionId: string): Promise<FileAnswer> {
    const minutes = await this.read(who, sessionId)
    return { fileName: `${minutes.title}.docx`, content: await documentDocx(this.document(minutes)) }
  }

  /** @throws Refusal not_found, auth.forbidden, certificate.no_font */
  async pdf(who: PersonPrincipal, sessionId: string): Promise<FileAnswer> {
    const minutes = await this.read(who, sessionId)
    return { fileName: `${minutes.title}.pdf`, content: await documentPdf(this.document(minutes)) }
  }

  private async read(who: PersonPrincipal, sessionId: string): Promise<StoredMinutes> {
    await this.gate.enter(who, sessionId, 'read')
    const minutes = await this.store.read(sessionId)
    if (!minutes) throw new Refusal('not_found')
    return minutes
  }

  private document(minutes: StoredMinutes): PaperDocument {
    const clock = minutesClock(this.config.timeZone)
    const { title, sections, signedAt, updatedAt } = minutes
    return {
      title,
      subtitle: signedAt ? null : '（草稿，未签字）',
      parts: sections
        .filter(({ rows, text }) => rows.length > 0 || text.trim() !== '')
        .map(({ key, columns, rows, text }) => ({
          heading: SECTION_TITLES[key],
          table: rows.length > 0 ? { columns, rows, shares: SHARES[key] } : null,
          text,
        })),
      signature: signatureOf(minutes, clock),
      footer: `${signedAt ? '签字' : '保存'}于 ${clock.day((signedAt ?? updatedAt).getTime())} ${clock.time((signedAt ?? updatedAt).getTime())}`,
    }
  }
}

function signatureOf({ recorderName, signedBy, signedAt }: StoredMinutes, { day }: MinutesClock): string[] {
  const blank = '　　　　　　'
  return [
    ...(recorderName ? [`记录人：${recorderName}`] : []),
    `主持人（签字）：${signedBy ?? blank}`,
    signedAt ? day(signedAt.getTime()) : '　　　　年　　月　　日',
  ]
}
