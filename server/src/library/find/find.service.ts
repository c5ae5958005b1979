import { Injectable } from '@nestjs/common'
import type {
  EndpointResponse,
  Facets,
  FindQuery,
  FoundResource,
  ResourceCard,
  findResources,
  libraryHome,
  suggestQueries,
} from '@tongke/contract'
import { reaches } from '../../people/access.rules.ts'
import type { Principal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { ResourceCards } from '../resources/resource-cards.ts'
import { resourceScope } from '../resources/resource-access.rules.ts'
import { ResourceReading } from '../resources/resource-reading.ts'
import { OnlineResources } from '../use/online-resources.ts'
import { WatchingService } from '../watch/watching.service.ts'
import { Entries } from './entries.ts'
import type { Answer, Question } from './entry-sheet.ts'
import { LibraryMatches, MOST_MATCHES, type Matches } from './matches.ts'
import { LibraryProfiles } from './profiles.ts'
import { excerptOf, markedIn, readAsOf, wordsToMark, type Term } from './query.rules.ts'
import { LibraryWords, soundPrefix } from './library-words.ts'
import { normal } from './segment.ts'

type Found = EndpointResponse<typeof findResources>
const SHELF = 8
const NAMED_FACETS = 20
const GO_ON = 4
const SUGGESTIONS = 8

@Injectable()
export class FindService {
  constructor(
    private readonly database: Database,
    private readonly entries: Entries,
    private readonly words: LibraryWords,
    private readonly matches: LibraryMatches,
    private readonly profiles: LibraryProfiles,
    private readonly cards: ResourceCards,
    private readonly reading: ResourceReading,
    private readonly watching: WatchingService,
    private readonly online: OnlineResources,
  ) {}

  async find(who: Principal, query: FindQuery): Promise<Found> {
    const terms = await this.words.termsOf(query.q)
    const among = await this.amongOf(terms, query)
    const answer = await this.ask(who, {
      filter: query,
      sort: query.sort,
      among,
      offset: (query.page - 1) * query.pageSize,
      limit: query.pageSize,
    })
    const [items, facets] = await Promise.all([this.marked(answer.found, terms), this.facetsOf(answer)])
    const isCapped = among !== null && among.size >= MOST_MATCHES
    return { items, total: answer.total, isCapped, facets, readAs: readAsOf(terms) }
  }

  async suggest(who: Principal, text: string): Promise<EndpointResponse<typeof suggestQueries>> {
    const scope = this.schoolScope(who)
    const titles = await this.database.rows<{ id: string; text: string; schoolPath: string | null }>(
      `select resource_id as id, title as text, school_path as "schoolPath" from library_entry
        where title like $1 || '%' or ($2 <> '' and title_sound like $2 || '%')
        order by popularity desc, title limit 40`,
      [escaped(text.trim()), escaped(soundPrefix(normal(text)))],
    )
    const seen = titles.filter(({ schoolPath }) => schoolPath === null || scope(schoolPath))
    const nodes = await this.database.rows<{ id: string; text: string }>(
      `select id, title as text from curriculum_node where closed_on is null and kind <> 'volume' and title like $1 || '%'
        order by length(title), title limit 5`,
      [escaped(text.trim())],
    )
    return {
      items: [
        ...seen
          .slice(0, SUGGESTIONS)
          .map(({ id, text: title }) => ({ id, text: title, kind: 'title' as const })),
        ...nodes.map((node) => ({ ...node, kind: 'node' as const })),
      ].slice(0, SUGGESTIONS),
    }
  }

  /** @throws Refusal not_found */
  async similar(who: Principal, id: string): Promise<ResourceCard[]> {
    const { card, version } = await this.reading.detail(who, id)
    const [onNode, alike] = await Promise.all([
      Promise.all(version.metadata.nodeIds.map((node) => this.matches.ofNode(node))),
      this.database.rows<{ number: number }>(ALIKE, [card.title, card.subject]),
    ])
    const among = new Map<number, number>(alike.map(({ number }, at) => [number, alike.length - at]))
    for (const numbers of onNode) for (const number of numbers) among.set(number, 2 * alike.length + 1)
    const { found } = await this.ask(who, {
      filter: {},
      sort: 'fit',
      among,
      offset: 0,
      limit: SHELF + 1,
    })
    return (await this.cardsOf(found)).filter((one) => one.id !== id).slice(0, SHELF)
  }

  async home(who: Principal): Promise<Omit<EndpointResponse<typeof libraryHome>, 'goOn'>> {
    const shelf = (sort: FindQuery['sort'], filter: Question['filter'] = {}) =>
      this.ask(who, { filter, sort, among: null, offset: 0, limit: SHELF })
    const [fit, recent, popular] = await Promise.all([shelf('fit'), shelf('recent'), shelf('popular')])
    const [forMe, fresh, used] = await Promise.all(
      [fit, recent, popular].map(({ found }) => this.cardsOf(found)),
    )
    const subjects = [...fit.facets.subject].map(([subject, count]) => ({ subject: subject as never, count }))
    return { forMe: forMe!, recent: fresh!, popular: used!, subjects }
  }

  /** What the viewer left unfinished, newest first. */
  async goOn(who: Principal): Promise<EndpointResponse<typeof libraryHome>['goOn']> {
    const left = await this.watching.unfinished(who, GO_ON)
    const online = await this.online.cards(
      who,
      left.map(({ resourceId }) => resourceId),
    )
    const cards = new Map(online.map((card) => [card.id, card]))
    return left.flatMap(({ resourceId, positionMs, durationMs }) => {
      const card = cards.get(resourceId)
      return card ? [{ card, positionMs, durationMs }] : []
    })
  }

  private async ask(who: Principal, question: Omit<Question, 'profile' | 'seesSchool'>): Promise<Answer> {
    const [sheet, profile] = await Promise.all([this.entries.current(), this.profiles.of(who)])
    return sheet.answer({ ...question, profile, seesSchool: this.schoolScope(who) })
  }

  private schoolScope(who: Principal): (path: string) => boolean {
    if (who.kind === 'device') return (path) => path.endsWith(`/${who.orgId}/`)
    const scope = resourceScope(who, 'read_school')
    return (path) => reaches(scope, path)
  }

  private async amongOf(terms: readonly Term[], { q, node }: FindQuery): Promise<Matches | null> {
    const nothingToFind = q !== '' && terms.length === 0
    if (nothingToFind) return new Map()
    const [byText, byNode] = await Promise.all([
      terms.length > 0 ? this.matches.ofTerms(terms, q) : null,
      node ? this.matches.ofNode(node) : null,
    ])
    if (!byNode) return byText
    if (!byText) return new Map([...byNode].map((number) => [number, 0]))
    return new Map([...byText].filter(([number]) => byNode.has(number)))
  }

  private async cardsOf(found: Answer['found']): Promise<ResourceCard[]> {
    const cards = await this.cards.of(found.map(({ versionId }) => versionId))
    return found.flatMap(({ versionId }) => cards.get(versionId) ?? [])
  }

  private async marked(found: Answer['found'], terms: readonly Term[]): Promise<FoundResource[]> {
    const [cards, bodies] = await Promise.all([
      this.cards.of(found.map(({ versionId }) => versionId)),
      terms.length === 0 ? [] : this.bodiesOf(found.map(({ number }) => number)),
    ])
    const words = wordsToMark(terms)
    const bodyOf = new Map(bodies.map(({ number, body }) => [number, body]))
    return found.flatMap(({ number, versionId }) => {
      const card = cards.get(versionId)
      if (!card) return []
      const excerpt = excerptOf(bodyOf.get(number) ?? '', words)
      return [{ ...card, marked: { title: markedIn(card.title, words), excerpt } }]
    })
  }

  private bodiesOf(numbers: readonly number[]) {
    return this.database.rows<{ number: number; body: string }>(
      'select number, body from library_body where number = any($1)',
      [numbers],
    )
  }

  private async facetsOf({ facets }: Answer): Promise<Facets> {
    const [edition, org] = await Promise.all([
      this.namedOf('edition', facets.edition),
      this.namedOf('organization', facets.org),
    ])
    const plain = (counts: Map<string, number>) => Object.fromEntries(counts)
    return {
      stage: plain(facets.stage),
      grade: plain(facets.grade),
      subject: plain(facets.subject),
      type: plain(facets.type),
      duration: plain(facets.duration),
      licence: plain(facets.licence),
      edition,
      org,
    }
  }

  private async namedOf(table: 'edition' | 'organization', counts: ReadonlyMap<string, number>) {
    const top = [...counts].sort(([, a], [, b]) => b - a).slice(0, NAMED_FACETS)
    const rows = await this.database.rows<{ id: string; name: string }>(
      `select id, name from ${table} where id = any($1)`,
      [top.map(([id]) => id)],
    )
    const nameOf = new Map(rows.map(({ id, name }) => [id, name]))
    return top.flatMap(([id, count]) => (nameOf.has(id) ? [{ id, name: nameOf.get(id)!, count }] : []))
  }
}

const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

const ALIKE = `
  select number from library_entry where subject = $2 and similarity(title, $1) > 0.2
   order by similarity(title, $1) desc limit 20`
