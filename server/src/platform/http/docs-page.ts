import type { FastifyInstance } from 'fastify'
import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { openApiDocument } from './openapi.ts'

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Tongke 同课 API</title>
  </head>
  <body>
    <div id="reference"></div>
    <script src="/api/docs/reference.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`

/** No fonts, proxies, telemetry or "agents" from the maker's servers: the page works on a closed network. */
const START = `Scalar.createApiReference("#reference", {
  url: '/api/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  documentDownloadType: 'json',
  theme: 'default',
  hiddenClients: true,
})
`

const DOCS_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'"

export function installDocs(fastify: FastifyInstance, version: string): void {
  const document = JSON.stringify(openApiDocument(version))
  const script = referenceScript()
  fastify.get('/api/openapi.json', (_, reply) => reply.type('application/json').send(document))
  fastify.get('/api/docs', (_, reply) =>
    reply.header('content-security-policy', DOCS_POLICY).type('text/html; charset=utf-8').send(PAGE),
  )
  fastify.get('/api/docs/start.js', (_, reply) => reply.type('text/javascript').send(START))
  fastify.get('/api/docs/reference.js', (_, reply) =>
    reply
      .type('text/javascript')
      .header('cache-control', 'public, max-age=86400')
      .send(createReadStream(script)),
  )
}

function referenceScript(): string {
  const entry = createRequire(import.meta.url).resolve('@scalar/api-reference')
  return join(dirname(entry), 'browser', 'standalone.js')
}
