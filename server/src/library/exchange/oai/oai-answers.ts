import { ResourceType, Subject } from '@tongke/contract'
import { SUBJECT_NAMES } from '../../../people/import/columns.ts'
import type { OpenResource } from '../open/open-records.ts'
import { TYPE_NAMES } from '../words.ts'
import { xml, type Xml } from '../xml.ts'
import { dublinCore } from './dublin-core.ts'
import { identifierOf } from './identifier.rules.ts'
import { LOM_SCHEMA, lom } from './lom.ts'
import type { MetadataPrefix, OaiFault } from './oai-request.rules.ts'

const FORMATS: Record<MetadataPrefix, { readonly schema: string; readonly namespace: string }> = {
  oai_dc: {
    schema: 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    namespace: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
  },
  oai_lom: { schema: LOM_SCHEMA, namespace: 'http://ltsc.ieee.org/xsd/LOM' },
}

/** A moment as the protocol writes it: UTC, whole seconds. */
export const stamp = (moment: Date | number): string =>
  new Date(moment).toISOString().replace(/\.\d{3}Z$/, 'Z')

const text = (name: string, value: string): Xml => xml(name, {}, value)

/** @param base address of the endpoint @param asked arguments to repeat; none when they were not understood */
export const envelope = (
  base: string,
  asked: Readonly<Record<string, string>>,
  now: Date,
  content: readonly Xml[],
): Xml =>
  xml(
    'OAI-PMH',
    {
      xmlns: 'http://www.openarchives.org/OAI/2.0/',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation':
        'http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd',
    },
    text('responseDate', stamp(now)),
    xml('request', asked, base),
    content,
  )

export const faultAnswer = ({ code, message }: OaiFault): Xml => xml('error', { code }, message)

export const identity = (name: string, base: string, email: string, earliest: Date): Xml =>
  xml(
    'Identify',
    {},
    text('repositoryName', name),
    text('baseURL', base),
    text('protocolVersion', '2.0'),
    text('adminEmail', email),
    text('earliestDatestamp', stamp(earliest)),
    text('deletedRecord', 'persistent'),
    text('granularity', 'YYYY-MM-DDThh:mm:ssZ'),
  )

export const formatList = (): Xml =>
  xml(
    'ListMetadataFormats',
    {},
    Object.entries(FORMATS).map(([prefix, { schema, namespace }]) =>
      xml(
        'metadataFormat',
        {},
        text('metadataPrefix', prefix),
        text('schema', schema),
        text('metadataNamespace', namespace),
      ),
    ),
  )

const set = (spec: string, name: string): Xml => xml('set', {}, text('setSpec', spec), text('setName', name))

export const setList = (): Xml =>
  xml(
    'ListSets',
    {},
    set('subject', '学科'),
    Subject.options.map((subject) => set(`subject:${subject}`, SUBJECT_NAMES[subject])),
    set('type', '类型'),
    ResourceType.options.map((type) => set(`type:${type}`, TYPE_NAMES[type])),
  )

export const header = ({ id, type, subject, changedAt, description }: OpenResource): Xml =>
  xml(
    'header',
    description ? {} : { status: 'deleted' },
    text('identifier', identifierOf(id)),
    text('datestamp', stamp(changedAt)),
    text('setSpec', `subject:${subject}`),
    text('setSpec', `type:${type}`),
  )

/** @param portal address of the portal */
export function record(resource: OpenResource, prefix: MetadataPrefix, portal: string): Xml {
  const { description, id } = resource
  if (!description) return xml('record', {}, header(resource))
  const page = `${portal}/library/${id}`
  const metadata =
    prefix === 'oai_dc' ? dublinCore(resource, description, page) : lom(resource, description, page)
  return xml('record', {}, header(resource), xml('metadata', {}, metadata))
}
