import { Injectable } from '@nestjs/common'
import { Refusal, UPLOADS_PATH, UploadPlan, detailsOf, type ErrorCode } from '@tongke/contract'
import { FileStore } from '@tus/file-store'
import { Metadata, Server, Upload } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { Authenticator, setPrincipal } from '../../platform/http/principal.ts'
import { UploadFiles } from './upload-files.ts'
import { UploadsService } from './uploads.service.ts'

const BYTES = 'application/offset+octet-stream'
/** How long an older request may still write what it has when a newer one wants the upload. */
const DRAIN_MS = 500

const CODE_OF_STATUS: Record<number, ErrorCode> = {
  400: 'request.invalid',
  403: 'request.invalid',
  404: 'upload.unknown',
  409: 'upload.offset',
  410: 'upload.unknown',
  413: 'request.too_large',
}

/**
 * The tus protocol at our own door: who calls and which upload is meant is settled here, before the library sees the
 * request. It never takes an id from the address itself, where a query could smuggle in another.
 */
@Injectable()
export class TusDoor {
  private readonly ids = new WeakMap<IncomingMessage, string>()
  private readonly tus: Server

  constructor(
    private readonly uploads: UploadsService,
    private readonly files: UploadFiles,
    private readonly database: Database,
    private readonly authenticator: Authenticator,
  ) {
    const idOf = (request: { runtime?: { node?: { req: unknown } } }) =>
      this.ids.get(request.runtime?.node?.req as IncomingMessage)
    this.tus = new Server({
      path: UPLOADS_PATH,
      datastore: new FileStore({ directory: this.files.folder, configstore: this.rows() }),
      locker: this.uploads.locks,
      lockDrainTimeout: DRAIN_MS,
      relativeLocation: true,
      allowedOrigins: () => false,
      getFileIdFromRequest: idOf,
      namingFunction: (request) => idOf(request) ?? '',
      onResponseError: (_, error) => refusalOf((error as { status_code?: number }).status_code ?? 500),
    })
  }

  /** In the root scope, whose error handler is ours; the body goes to the library unread, and to nobody else. */
  install(fastify: FastifyInstance): void {
    fastify.addContentTypeParser(BYTES, (request, _, parsed) =>
      parsed(request.url.startsWith(UPLOADS_PATH) ? null : new Refusal('request.unsupported_type')),
    )
    fastify.post(UPLOADS_PATH, (request, reply) => this.create(request, reply))
    const route = { url: `${UPLOADS_PATH}/:id`, method: ['HEAD', 'PATCH'] }
    fastify.route({ ...route, handler: (request, reply) => this.carry(request, reply) })
  }

  private async create(request: FastifyRequest, reply: FastifyReply) {
    const who = await this.caller(request)
    const id = await this.uploads.create(who, planOf(request))
    await this.handOver(id, request, reply)
  }

  private async carry(request: FastifyRequest, reply: FastifyReply) {
    const who = await this.caller(request)
    const { success, data: id } = z.uuid().safeParse((request.params as { id: string }).id)
    if (!success) throw new Refusal('upload.unknown')
    await this.uploads.open(who, id)
    await this.handOver(id, request, reply)
  }

  /** The same rules as for a declared endpoint with `access: 'person'`. */
  private async caller(request: FastifyRequest): Promise<PersonPrincipal> {
    if (request.headers['tus-resumable'] !== '1.0.0') throw new Refusal('request.invalid')
    const who = (await this.authenticator.authenticate(request.cookies)) as Principal | null
    if (!who) throw new Refusal('auth.required')
    setPrincipal(request, who)
    if (who.kind !== 'person') throw new Refusal('auth.forbidden')
    if (who.mustChangePassword) throw new Refusal('auth.password_first')
    return who
  }

  private async handOver(id: string, request: FastifyRequest, reply: FastifyReply) {
    this.ids.set(request.raw, id)
    void reply.header('cache-control', 'no-store').hijack()
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value)
    await this.tus.handle(request.raw, reply.raw)
  }

  /** What the library keeps beside its files is in our table. */
  private rows() {
    return {
      get: async (id: string): Promise<Upload | undefined> => {
        const [row] = await this.database.rows<{ size_bytes: number }>(
          'select size_bytes from upload where id = $1 and finished_at is null',
          [id],
        )
        return row && new Upload({ id, size: row.size_bytes, offset: 0 })
      },
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    }
  }
}

function planOf(request: FastifyRequest): UploadPlan {
  const metadata = metadataOf(request.headers['upload-metadata'])
  const parsed = UploadPlan.safeParse({
    name: metadata.filename,
    sha256: metadata.sha256,
    sizeBytes: wholeNumber(request.headers['upload-length']),
  })
  if (parsed.success) return parsed.data
  throw new Refusal('request.invalid', { details: detailsOf(parsed.error) })
}

const wholeNumber = (header: unknown): number =>
  typeof header === 'string' && /^\d{1,16}$/.test(header) ? Number(header) : Number.NaN

function metadataOf(header: unknown): Record<string, string | null> {
  try {
    return typeof header === 'string' ? Metadata.parse(header) : {}
  } catch {
    return {}
  }
}

function refusalOf(status: number) {
  const refusal = new Refusal(CODE_OF_STATUS[status] ?? 'unavailable')
  const known = CODE_OF_STATUS[status] !== undefined
  return { status_code: known ? status : 503, body: JSON.stringify(refusal.toWire()) }
}
