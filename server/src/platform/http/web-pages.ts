import fastifyStatic from '@fastify/static'
import { Refusal } from '@tongke/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'

const HASHED = /^\/assets\//
const WITH_EXTENSION = /\.[a-z0-9]+$/i

/** What the home page will ask for at once, as paths of this server: the browser fetches it beside the page's code. */
export type HomePreloads = (request: FastifyRequest) => readonly string[]

/** Serves the built web app: hashed assets for ever, everything else fresh, unknown paths as the app itself. */
export async function installWebPages(
  fastify: FastifyInstance,
  config: Config,
  logger: Logger,
  homePreloads: HomePreloads,
): Promise<void> {
  if (!existsSync(join(config.webDist, 'index.html'))) {
    logger.warn({ folder: config.webDist }, 'No built web app, serving the API only')
    return
  }
  await fastify.register(fastifyStatic, {
    root: config.webDist,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    index: false,
  })
  fastify.get('/*', async (request, reply) => {
    const path = decodedPath(request.url)
    if (
      path.startsWith('/api/') ||
      path.startsWith('/class') ||
      path.startsWith('/design-plane') ||
      path.includes('..')
    )
      throw new Refusal('not_found')
    if (HASHED.test(path)) {
      return reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(path)
    }
    void reply.header('cache-control', 'no-cache')
    const preloads = path === '/' ? homePreloads(request) : []
    // One header: a second one would take the first one's place.
    if (preloads.length > 0) void reply.header('link', preloads.map(preload).join(', '))
    return reply.sendFile(path !== '/' && WITH_EXTENSION.test(path) ? path : 'index.html')
  })
}

const preload = (path: string) => `<${path}>; rel=preload; as=fetch; crossorigin`

function decodedPath(url: string): string {
  try {
    return decodeURIComponent(url.split('?')[0] ?? '/')
  } catch {
    throw new Refusal('not_found')
  }
}
