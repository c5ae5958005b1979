import { Controller, HttpCode, Post, Req } from '@nestjs/common'
import {
  detailsOf,
  MEDIA_EVENTS_PATH,
  MEDIA_HEARTBEAT_PATH,
  MediaEventBatch,
  MediaHeartbeat,
  Refusal,
  SIGNATURE_HEADER,
} from '@tongke/contract'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Clock } from '../platform/clock.ts'
import { Config } from '../platform/config.ts'
import { Internal } from '../platform/http/endpoint.decorator.ts'
import { MediaIntake } from './media-intake.ts'
import { isSignedMedia } from './media-signature.ts'

/** Calls of media nodes: signed, parsed, answered. */
@Controller()
export class MediaInternalController {
  constructor(
    private readonly intake: MediaIntake,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Post(MEDIA_HEARTBEAT_PATH)
  @HttpCode(200)
  @Internal()
  async heartbeat(@Req() request: FastifyRequest) {
    await this.intake.heartbeat(this.read(request, MEDIA_HEARTBEAT_PATH, MediaHeartbeat))
    return {}
  }

  @Post(MEDIA_EVENTS_PATH)
  @HttpCode(200)
  @Internal()
  events(@Req() request: FastifyRequest) {
    return this.intake.events(this.read(request, MEDIA_EVENTS_PATH, MediaEventBatch))
  }

  private read<T extends z.ZodType>(request: FastifyRequest, path: string, schema: T): z.output<T> {
    const header = request.headers[SIGNATURE_HEADER]
    const signed = { method: 'POST', path, body: request.rawBody ?? '' }
    const value = typeof header === 'string' ? header : undefined
    if (!isSignedMedia(this.config.mediaSecret, signed, value, this.clock.now().getTime())) {
      throw new Refusal('auth.required')
    }
    const parsed = schema.safeParse(request.body)
    if (!parsed.success) throw new Refusal('request.invalid', { details: detailsOf(parsed.error) })
    return parsed.data
  }
}
