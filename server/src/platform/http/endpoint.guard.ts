import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { Refusal, type Endpoint } from '@tongke/contract'
import type { FastifyRequest } from 'fastify'
import { ENDPOINT, INTERNAL } from './endpoint.decorator.ts'
import { Authenticator, setPrincipal } from './principal.ts'

/** Deny by default: only a declared endpoint (or a marked internal handler) can be reached, by its kind of caller. */
@Injectable()
export class EndpointGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true
    if (this.reflector.get<boolean>(INTERNAL, context.getHandler())) return true
    const declaration = this.reflector.get<Endpoint | undefined>(ENDPOINT, context.getHandler())
    if (!declaration) throw new Refusal('not_found')
    if (declaration.access === 'public') return true
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const principal = await this.authenticator.authenticate(request.cookies)
    if (!principal) throw new Refusal('auth.required')
    setPrincipal(request, principal)
    if (declaration.access !== 'any' && declaration.access !== principal.kind)
      throw new Refusal('auth.forbidden')
    return true
  }
}
