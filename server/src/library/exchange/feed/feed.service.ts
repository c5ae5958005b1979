import { Injectable } from '@nestjs/common'
import { FEED_PATH, type EndpointRequest, type resourceFeed } from '@tongke/contract'
import { wholeAnswer, type BytesAnswer } from '../../../platform/http/bytes-answer.ts'
import { OpenRecords } from '../open/open-records.ts'
import { xmlDocument } from '../xml.ts'
import { rss } from './rss.ts'

const NEWEST = 50

/** News of what anybody may know of. */
@Injectable()
export class FeedService {
  constructor(private readonly records: OpenRecords) {}

  /** @param portal address of the portal */
  async news(query: EndpointRequest<typeof resourceFeed>['query'], portal: string): Promise<BytesAnswer> {
    const { subject, grade } = query
    const [items, span] = await Promise.all([
      this.records.newest(subject ?? null, grade ?? null, NEWEST),
      this.records.span(),
    ])
    const asked = Object.entries({ subject, grade }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    )
    const search = new URLSearchParams(asked).toString()
    const self = `${portal}${FEED_PATH}${search ? `?${search}` : ''}`
    const changedAt = span?.last ?? null
    const document = rss({ portal, self, subject: subject ?? null, grade: grade ?? null, changedAt }, items)
    return wholeAnswer('application/rss+xml; charset=utf-8', xmlDocument(document), changedAt ?? undefined)
  }
}
