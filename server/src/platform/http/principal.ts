import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'

/** Who calls, as far as the platform cares; `people` gives it rights. */
export interface AnyPrincipal {
  readonly kind: 'person' | 'device'
  readonly id: string
  readonly name: string
}

export type Cookies = Record<string, string | undefined>

/** Port: turns the cookies of a request or socket into a principal. Implemented by `people`. */
export abstract class Authenticator {
  /** @returns null when nobody is signed in; @throws Refusal `device.revoked` */
  abstract authenticate(cookies: Cookies): Promise<AnyPrincipal | null>
}

const principals = new WeakMap<FastifyRequest, AnyPrincipal>()

export const setPrincipal = (request: FastifyRequest, principal: AnyPrincipal): void => {
  principals.set(request, principal)
}
export const principalOf = (request: FastifyRequest): AnyPrincipal | undefined => principals.get(request)

/** Injects who calls: a `PersonPrincipal`, a `DevicePrincipal` or either, as the endpoint's `access` says. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext) =>
  principalOf(context.switchToHttp().getRequest<FastifyRequest>()),
)
