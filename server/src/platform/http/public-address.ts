import { Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { Config } from '../config.ts'
import { sourceOf } from './source.rules.ts'

/** Where the world finds the portal. */
@Injectable()
export class PublicAddress {
  constructor(private readonly config: Config) {}

  /** `PUBLIC_URL`, else the address that the request was sent to; no slash at the end. */
  of(request: FastifyRequest): string {
    if (this.config.publicUrl) return this.config.publicUrl
    const { host } = sourceOf(request.raw, this.config.trustedProxies)
    return originOf(`${request.protocol}://${host ?? ''}`) ?? `http://localhost:${this.config.port}`
  }
}

/** A header that names no host is nobody's address. */
function originOf(url: string): string | null {
  try {
    return new URL(url).origin
  } catch {
    return null
  }
}
