import { Injectable } from '@nestjs/common'
import { OAI_PATH, type HarvestArguments } from '@tongke/contract'
import { Clock } from '../../../platform/clock.ts'
import { Config } from '../../../platform/config.ts'
import { wholeAnswer, type BytesAnswer } from '../../../platform/http/bytes-answer.ts'
import { OpenRecords, type OpenResource, type Place, type Selection } from '../open/open-records.ts'
import { xml, xmlDocument, type Xml } from '../xml.ts'
import { idOf } from './identifier.rules.ts'
import { envelope, faultAnswer, formatList, header, identity, record, setList, stamp } from './oai-answers.ts'
import {
  OaiFault,
  oaiRequestOf,
  type ListVerb,
  type MetadataPrefix,
  type OaiRequest,
} from './oai-request.rules.ts'
import { RESUMPTION_MS, readResumption, signResumption, type Resumption } from './resumption.rules.ts'

const PAGE = 100
const REPOSITORY = '同课 Tongke'

/** OAI-PMH 2.0 over what strangers may know of. */
@Injectable()
export class OaiService {
  constructor(
    private readonly records: OpenRecords,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Everything is answered, mistakes in the protocol's own words. @param portal address of the portal */
  async answer(raw: HarvestArguments, portal: string): Promise<BytesAnswer> {
    const { asked, content } = await this.content(raw, portal)
    const document = envelope(`${portal}${OAI_PATH}`, asked, this.clock.now(), content)
    return wholeAnswer('text/xml; charset=utf-8', xmlDocument(document))
  }

  private async content(raw: HarvestArguments, portal: string) {
    try {
      const request = oaiRequestOf(raw)
      const content = await this.fulfil(request, portal)
      return { asked: raw as Record<string, string>, content: [content] }
    } catch (error) {
      if (!(error instanceof OaiFault)) throw error
      // Arguments that were not understood are not repeated (§3.2).
      const repeated = ['badVerb', 'badArgument'].includes(error.code) ? {} : (raw as Record<string, string>)
      return { asked: repeated, content: [faultAnswer(error)] }
    }
  }

  private async fulfil(request: OaiRequest, portal: string): Promise<Xml> {
    switch (request.verb) {
      case 'Identify':
        return this.identify(portal)
      case 'ListMetadataFormats':
        if (request.identifier !== null) await this.find(request.identifier)
        return formatList()
      case 'ListSets':
        return setList()
      case 'GetRecord':
        return xml('GetRecord', {}, record(await this.find(request.identifier), request.prefix, portal))
      default:
        return this.list(request, portal)
    }
  }

  private async identify(portal: string): Promise<Xml> {
    const span = await this.records.span()
    // The protocol wants one in any case.
    const email = this.config.adminEmail ?? `administrator@${new URL(portal).hostname}`
    return identity(REPOSITORY, `${portal}${OAI_PATH}`, email, span?.first ?? this.clock.now())
  }

  private async find(identifier: string): Promise<OpenResource> {
    const id = idOf(identifier)
    const found = id === null ? null : await this.records.find(id)
    if (!found) throw new OaiFault('idDoesNotExist', 'There is no such record')
    return found
  }

  private async list(request: Extract<OaiRequest, { verb: ListVerb }>, portal: string): Promise<Xml> {
    const { verb } = request
    const question = 'token' in request ? this.resumed(verb, request.token) : await this.begun(request)
    const { prefix, selection, after, cursor, total } = question
    const found = await this.records.page(selection, after, PAGE + 1)
    const told = found.slice(0, PAGE)
    if (told.length === 0 && cursor === 0)
      throw new OaiFault('noRecordsMatch', 'No record matches these arguments')
    const last = told.at(-1)
    const goesOn = found.length > PAGE && last !== undefined
    const token = goesOn ? this.token(verb, question, last) : null
    return xml(
      verb,
      {},
      told.map((one) => (verb === 'ListRecords' ? record(one, prefix, portal) : header(one))),
      (token !== null || cursor > 0) && this.resumption(token, cursor, total),
    )
  }

  private async begun({
    prefix,
    selection,
  }: {
    prefix: MetadataPrefix
    selection: Selection
  }): Promise<Question> {
    return { prefix, selection, after: null, cursor: 0, total: await this.records.count(selection) }
  }

  private resumed(verb: ListVerb, token: string): Question {
    const known = readResumption(this.config.mediaSecret, token, this.clock.now().getTime())
    if (!known || known.verb !== verb)
      throw new OaiFault('badResumptionToken', 'The token is unknown or has expired, begin again')
    const { prefix, type, subject, from, until, after, cursor, total } = known
    return { prefix, selection: { type, subject, from, until }, after, cursor, total }
  }

  private token(verb: ListVerb, { prefix, selection, cursor, total }: Question, last: OpenResource): string {
    const resumption: Resumption = {
      verb,
      prefix,
      ...selection,
      after: { changedAt: last.changedAt.getTime(), id: last.id },
      cursor: cursor + PAGE,
      total,
      expiresAt: this.clock.now().getTime() + RESUMPTION_MS,
    }
    return signResumption(this.config.mediaSecret, resumption)
  }

  /** The last part has an empty one (§3.5). */
  private resumption(token: string | null, cursor: number, total: number): Xml {
    const size = { completeListSize: String(Math.max(total, cursor)), cursor: String(cursor) }
    if (token === null) return xml('resumptionToken', size)
    const expirationDate = stamp(this.clock.now().getTime() + RESUMPTION_MS)
    return xml('resumptionToken', { expirationDate, ...size }, token)
  }
}

interface Question {
  readonly prefix: MetadataPrefix
  readonly selection: Selection
  readonly after: Place | null
  readonly cursor: number
  readonly total: number
}
