import { HarvestArguments, ResourceType, Subject } from '@tongke/contract'
import type { Selection } from '../open/open-records.ts'

/** OAI-PMH 2.0 §3.6. */
export type OaiErrorCode =
  | 'badArgument'
  | 'badResumptionToken'
  | 'badVerb'
  | 'cannotDisseminateFormat'
  | 'idDoesNotExist'
  | 'noMetadataFormats'
  | 'noRecordsMatch'
  | 'noSetHierarchy'

/** A refusal in the protocol's own words: the answer is still 200 with an `error` in it. */
export class OaiFault extends Error {
  constructor(
    readonly code: OaiErrorCode,
    message: string,
  ) {
    super(message)
    this.name = 'OaiFault'
  }
}

export const METADATA_PREFIXES = ['oai_dc', 'oai_lom'] as const
export type MetadataPrefix = (typeof METADATA_PREFIXES)[number]

export type ListVerb = 'ListIdentifiers' | 'ListRecords'

export type OaiRequest =
  | { readonly verb: 'Identify' }
  | { readonly verb: 'ListMetadataFormats'; readonly identifier: string | null }
  | { readonly verb: 'ListSets' }
  | { readonly verb: 'GetRecord'; readonly identifier: string; readonly prefix: MetadataPrefix }
  | { readonly verb: ListVerb; readonly token: string }
  | { readonly verb: ListVerb; readonly prefix: MetadataPrefix; readonly selection: Selection }

const VERBS: Readonly<Record<string, { required: readonly string[]; optional: readonly string[] }>> = {
  Identify: { required: [], optional: [] },
  ListMetadataFormats: { required: [], optional: ['identifier'] },
  ListSets: { required: [], optional: ['resumptionToken'] },
  GetRecord: { required: ['identifier', 'metadataPrefix'], optional: [] },
  ListIdentifiers: { required: ['metadataPrefix'], optional: ['from', 'until', 'set', 'resumptionToken'] },
  ListRecords: { required: ['metadataPrefix'], optional: ['from', 'until', 'set', 'resumptionToken'] },
}

/**
 * What is asked, by the rules of OAI-PMH 2.0 §3.1.1 and §4.
 * @throws OaiFault badVerb, badArgument, cannotDisseminateFormat, badResumptionToken, noRecordsMatch
 */
export function oaiRequestOf(raw: HarvestArguments): OaiRequest {
  const verb = single(raw.verb)
  const rule = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (!verb || !rule) throw new OaiFault('badVerb', 'The verb is missing, unknown or repeated')
  const values = argumentsOf(raw, rule)
  const token = values.get('resumptionToken')
  if (token !== undefined) return resumed(verb, values, token)
  for (const name of rule.required)
    if (!values.has(name)) throw new OaiFault('badArgument', `The argument ${name} is missing`)
  return requestOf(verb, values)
}

function argumentsOf(
  raw: HarvestArguments,
  { required, optional }: { required: readonly string[]; optional: readonly string[] },
): Map<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of Object.entries(raw)) {
    if (name === 'verb' || value === undefined) continue
    const text = single(value)
    if (text === undefined) throw new OaiFault('badArgument', `The argument ${name} is repeated`)
    if (![...required, ...optional].includes(name))
      throw new OaiFault('badArgument', `The verb takes no ${name}`)
    values.set(name, text)
  }
  return values
}

const single = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** A token stands alone (§3.5). */
function resumed(verb: string, values: ReadonlyMap<string, string>, token: string): OaiRequest {
  if (values.size > 1) throw new OaiFault('badArgument', 'A resumptionToken is the only argument')
  // All sets come in one answer, so nobody has a token of them.
  if (verb === 'ListSets') throw new OaiFault('badResumptionToken', 'The list of sets has no further part')
  return { verb: verb as ListVerb, token }
}

function requestOf(verb: string, values: ReadonlyMap<string, string>): OaiRequest {
  switch (verb) {
    case 'GetRecord':
      return { verb, identifier: values.get('identifier') ?? '', prefix: prefixOf(values) }
    case 'ListMetadataFormats':
      return { verb, identifier: values.get('identifier') ?? null }
    case 'ListIdentifiers':
    case 'ListRecords':
      return { verb, selection: selectionOf(values), prefix: prefixOf(values) }
    case 'ListSets':
      return { verb }
    default:
      return { verb: 'Identify' }
  }
}

function prefixOf(values: ReadonlyMap<string, string>): MetadataPrefix {
  const asked = values.get('metadataPrefix')
  const prefix = METADATA_PREFIXES.find((one) => one === asked)
  if (!prefix) throw new OaiFault('cannotDisseminateFormat', `There is ${METADATA_PREFIXES.join(', ')}`)
  return prefix
}

function selectionOf(values: ReadonlyMap<string, string>): Selection {
  const from = stampOf(values.get('from'))
  const until = stampOf(values.get('until'))
  if (from && until && from.isDay !== until.isDay)
    throw new OaiFault('badArgument', 'from and until have different granularities')
  const end = until && (until.isDay ? until.at + DAY_MS - 1000 : until.at)
  if (from && end !== undefined && from.at > end) throw new OaiFault('badArgument', 'from is after until')
  return { from: from?.at, until: end, ...setOf(values.get('set')) }
}

const DAY_MS = 86_400_000
const STAMP = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/

/** A day or a second in UTC (§3.3.1). */
function stampOf(text: string | undefined): { at: number; isDay: boolean } | undefined {
  if (text === undefined) return undefined
  const found = STAMP.exec(text)
  const at = found ? Date.parse(text) : Number.NaN
  // Date.parse moves the 30th of February into March.
  if (!found || Number.isNaN(at) || !new Date(at).toISOString().startsWith(text.replace('Z', '')))
    throw new OaiFault('badArgument', 'A datestamp is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ')
  return { at, isDay: found[1] === undefined }
}

const SET = /^[\w.!~*'()-]+(:[\w.!~*'()-]+)*$/

/** `type`, `subject`, or one of their members; every record is in one of each. */
function setOf(spec: string | undefined): Pick<Selection, 'type' | 'subject'> {
  if (spec === undefined || spec === 'type' || spec === 'subject') return {}
  if (!SET.test(spec)) throw new OaiFault('badArgument', 'This is no setSpec')
  const [group = '', member = '', ...more] = spec.split(':')
  const type = group === 'type' ? ResourceType.safeParse(member).data : undefined
  const subject = group === 'subject' ? Subject.safeParse(member).data : undefined
  if (more.length > 0 || (!type && !subject)) throw new OaiFault('noRecordsMatch', 'There is no such set')
  return { type, subject }
}
