import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { Refusal } from '@tongke/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parse as parseQuery } from 'node:querystring'
import type { Config } from '../config.ts'
import { newId } from '../id.ts'
import type { Logger } from '../logger.ts'
import { requestContext } from '../request-context.ts'
import { KnownCallers } from './known-callers.ts'
import { originAllowed, originFacts } from './origin.rules.ts'
import { principalOf } from './principal.ts'
import { sourceOf } from './source.rules.ts'

const BODY_LIMIT = 256 * 1024
const FILE_LIMIT = 5 * 1024 * 1024

declare module 'fastify' {
  interface FastifyRequest {
    /** The JSON body as it came, for signatures. */
    rawBody?: string
  }
}

export const createFastifyAdapter = (config: Config): FastifyAdapter =>
  new FastifyAdapter({
    trustProxy: (_: string, hop: number) => hop < config.trustedProxies,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 60_000,
    forceCloseConnections: true,
    genReqId: () => newId(),
    clientErrorHandler: (_, socket) => socket.end(BROKEN_REQUEST),
    frameworkErrors: (_: Error, request: FastifyRequest, reply: FastifyReply) => {
      void reply.status(400).send(new Refusal('request.invalid').toWire(request.id))
    },
    // A signed address is a parameter.
    routerOptions: { maxParamLength: 1000 },
    logger: false,
  })

/** What is not even HTTP gets our kind of answer too. */
const BROKEN_REQUEST = [
  'HTTP/1.1 400 Bad Request',
  'Connection: close',
  'Content-Type: application/json',
  '',
  JSON.stringify(new Refusal('request.invalid').toWire()),
].join('\r\n')

/** Everything a request passes before it reaches a controller. */
export async function installHttp(fastify: FastifyInstance, config: Config, logger: Logger): Promise<void> {
  acceptOnlyJson(fastify)
  openContext(fastify, config, logger)
  await fastify.register(helmet, SECURITY_HEADERS)
  fastify.addHook('onSend', async (_, reply) => {
    void reply.header('permissions-policy', PERMISSIONS)
    if (reply.statusCode >= 400 || !reply.hasHeader('cache-control'))
      void reply.header('cache-control', 'no-store')
  })
  await limitRequests(fastify, config)
  await fastify.register(cookie)
  await fastify.register(multipart, { limits: { fileSize: FILE_LIMIT, files: 1, fields: 10, parts: 11 } })
  fastify.addHook('onRequest', async (request) => {
    const { host } = sourceOf(request.raw, config.trustedProxies)
    if (!originAllowed(originFacts(request.method, host, request.headers)))
      throw new Refusal('request.origin')
  })
}

const LIMITED_CALLERS = 20_000

/** By person or device where the cookies are known to be good, by address for everybody else. */
async function limitRequests(fastify: FastifyInstance, config: Config): Promise<void> {
  const callers = new KnownCallers(LIMITED_CALLERS)
  fastify.addHook('onResponse', async (request) => {
    const principal = principalOf(request)
    if (principal) callers.remember(request.headers.cookie, principal, Date.now())
  })
  await fastify.register(rateLimit, {
    max: config.rateLimitPerMinute,
    timeWindow: 60_000,
    cache: LIMITED_CALLERS,
    keyGenerator: (request) =>
      callers.of(request.headers.cookie, Date.now()) ?? sourceOf(request.raw, config.trustedProxies).address,
    allowList: (request) => !request.url.startsWith('/api/') || request.url.startsWith('/api/internal/'),
    errorResponseBuilder: (_, { ttl }) => new Refusal('request.rate', { retryAfter: ttl / 1000 }),
  })
}

function acceptOnlyJson(fastify: FastifyInstance) {
  fastify.removeAllContentTypeParsers()
  const parse = fastify.getDefaultJsonParser('error', 'error')
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined)
    request.rawBody = String(body)
    return void parse(request, String(body), done)
  })
}

/** A protocol from outside whose programs send forms; everybody else's stay refused. */
export function acceptForms(fastify: FastifyInstance, path: string): void {
  const type = 'application/x-www-form-urlencoded'
  fastify.addContentTypeParser(type, { parseAs: 'string' }, (request, body, done) => {
    if (request.routeOptions.url !== path) return done(new Refusal('request.unsupported_type'))
    done(null, parseQuery(String(body)))
  })
}

/** What one internal call streams; everywhere else this type stays refused. */
export function acceptStream(fastify: FastifyInstance, type: string, path: string): void {
  fastify.addContentTypeParser(type, (request, body, done) => {
    if (request.routeOptions.url !== path) return done(new Refusal('request.unsupported_type'))
    done(null, body)
  })
}

const LESSON_PATH = /^\/api\/lessons\/([0-9a-f-]{36})/

function openContext(fastify: FastifyInstance, config: Config, logger: Logger) {
  const addressOf = (request: FastifyRequest) => sourceOf(request.raw, config.trustedProxies).address
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id)
    const lessonId = LESSON_PATH.exec(request.url)?.[1]
    const context = {
      requestId: request.id,
      address: addressOf(request),
      userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
      ...(lessonId ? { lessonId } : {}),
    }
    requestContext.run(context, done)
  })
  fastify.addHook('onResponse', async (request, reply) =>
    logRequest(logger, addressOf(request), request, reply),
  )
}

function logRequest(logger: Logger, address: string, request: FastifyRequest, reply: FastifyReply) {
  const route = request.routeOptions.url ?? 'none'
  const quiet = route.startsWith('/api/internal/') || route === '/metrics' || route === '/*'
  const principal = principalOf(request)
  const line = {
    requestId: request.id,
    method: request.method,
    route,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
    address,
    ...(principal ? { principal: `${principal.kind}:${principal.id}` } : {}),
  }
  logger[quiet && reply.statusCode < 400 ? 'debug' : 'info'](line, 'request')
}

const PERMISSIONS =
  'camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), autoplay=(self), screen-wake-lock=(self), geolocation=(), payment=(), usb=()'

/** Media nodes have addresses of their own, so `connect-src` stays open; styles are inline because the UI library makes them at run time. */
const SECURITY_HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'media-src': ["'self'", 'blob:', 'mediastream:'],
      'font-src': ["'self'", 'data:'],
      'worker-src': ["'self'", 'blob:'],
      'connect-src': ["'self'", 'ws:', 'wss:', 'http:', 'https:'],
      'object-src': ["'none'"],
      'base-uri': ["'self'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    },
  },
  // A plain-HTTP school network must stay reachable; the TLS proxy in front sets HSTS.
  hsts: false,
  crossOriginEmbedderPolicy: false,
  originAgentCluster: false,
  referrerPolicy: { policy: 'same-origin' as const },
}
