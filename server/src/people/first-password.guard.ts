import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { Refusal, type Endpoint } from '@tongke/contract'
import type { FastifyRequest } from 'fastify'
import { ENDPOINT } from '../platform/http/endpoint.decorator.ts'
import { principalOf } from '../platform/http/principal.ts'
import type { Principal } from './principal.ts'

/** A first password was seen by somebody else: until it is changed the session can do nothing but change it. */
@Injectable()
export class FirstPasswordGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true
    const declaration = this.reflector.get<Endpoint | undefined>(ENDPOINT, context.getHandler())
    const who = principalOf(context.switchToHttp().getRequest<FastifyRequest>()) as Principal | undefined
    if (who?.kind === 'person' && who.mustChangePassword && declaration?.tag !== 'session') {
      throw new Refusal('auth.password_first')
    }
    return true
  }
}
