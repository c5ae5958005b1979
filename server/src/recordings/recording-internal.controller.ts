import { Controller, HttpCode, Post, Put, Req } from '@nestjs/common'
import {
  detailsOf,
  MEDIA_PIECES_PATH,
  MEDIA_STREAM_ENDS_PATH,
  PIECE_HEADER,
  RecordedPiece,
  RecordedStreamEnd,
  Refusal,
  SIGNATURE_HEADER,
} from '@tongke/contract'
import type { FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import type { z } from 'zod'
import { isSignedMedia } from '../lessons/media-signature.ts'
import { Clock } from '../platform/clock.ts'
import { Config } from '../platform/config.ts'
import { Internal } from '../platform/http/endpoint.decorator.ts'
import { RecordingIntake } from './recording-intake.ts'

const headerOf = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Calls of media nodes that record: signed, parsed, answered. */
@Controller()
export class RecordingInternalController {
  constructor(
    private readonly intake: RecordingIntake,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Put(MEDIA_PIECES_PATH)
  @HttpCode(200)
  @Internal()
  async piece(@Req() request: FastifyRequest) {
    const head = headerOf(request, PIECE_HEADER)
    this.checkSignature(request, 'PUT', MEDIA_PIECES_PATH, head)
    const piece = this.parse(RecordedPiece, jsonOf(Buffer.from(head, 'base64url').toString('utf8')))
    if (!(request.body instanceof Readable)) throw new Refusal('request.invalid')
    await this.intake.take(piece, request.body)
    return {}
  }

  @Post(MEDIA_STREAM_ENDS_PATH)
  @HttpCode(200)
  @Internal()
  async end(@Req() request: FastifyRequest) {
    this.checkSignature(request, 'POST', MEDIA_STREAM_ENDS_PATH, request.rawBody ?? '')
    await this.intake.end(this.parse(RecordedStreamEnd, request.body))
    return {}
  }

  private checkSignature(request: FastifyRequest, method: string, path: string, body: string): void {
    const now = this.clock.now().getTime()
    const header = headerOf(request, SIGNATURE_HEADER)
    if (!isSignedMedia(this.config.mediaSecret, { method, path, body }, header, now))
      throw new Refusal('auth.required')
  }

  private parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
    const parsed = schema.safeParse(value)
    if (!parsed.success) throw new Refusal('request.invalid', { details: detailsOf(parsed.error) })
    return parsed.data
  }
}
