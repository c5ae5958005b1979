import { z } from 'zod'
import { Grade, Subject } from '../../codes.ts'
import { endpoint } from '../endpoint.ts'

const tag = 'exchange'

export const OAI_PATH = '/api/oai'
export const FEED_PATH = '/api/feeds/resources'

/** Whatever is sent is answered by the protocol, whose own errors say what is wrong; a repeated argument is one of them. */
const Argument = z.union([z.string(), z.array(z.string())])

/** Arguments of OAI-PMH 2.0; others are loose, since they are the protocol's to refuse. */
export const HarvestArguments = z.looseObject({
  verb: Argument.optional(),
  identifier: Argument.optional(),
  metadataPrefix: Argument.optional(),
  from: Argument.optional(),
  until: Argument.optional(),
  set: Argument.optional(),
  resumptionToken: Argument.optional(),
})
export type HarvestArguments = z.infer<typeof HarvestArguments>

export const harvest = endpoint({
  method: 'GET',
  path: OAI_PATH,
  tag,
  summary: 'OAI-PMH 2.0: descriptions of openly licensed resources as Dublin Core and LOM, in XML',
  access: 'public',
  query: HarvestArguments,
  bytes: true,
  errors: [],
})
export const harvestByPost = endpoint({
  method: 'POST',
  path: OAI_PATH,
  tag,
  summary: 'The same, with the arguments as application/x-www-form-urlencoded',
  access: 'public',
  body: HarvestArguments,
  bytes: true,
  errors: [],
})
export const resourceFeed = endpoint({
  method: 'GET',
  path: FEED_PATH,
  tag,
  summary: 'RSS 2.0 of the newest openly licensed resources; ETag and Last-Modified are answered with 304',
  access: 'public',
  query: z.object({ subject: Subject.optional(), grade: z.coerce.number().pipe(Grade).optional() }),
  bytes: true,
  errors: [],
})
