import { ENDPOINTS, ERRORS, WireError, type Endpoint, type ErrorCode } from '@tongke/contract'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'

const JSON_TYPE = 'application/json'
const ALWAYS: readonly ErrorCode[] = ['request.rate', 'internal', 'unavailable']

/** The OpenAPI document of the contract's endpoint table. */
export const openApiDocument = (version: string): ReturnType<typeof createDocument> =>
  createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Tongke 同课',
      version,
      description:
        'Digital education resource library and synchronized classroom portal. State-changing requests from a browser are refused unless `Origin` is the portal itself. Every refusal has the body `WireError` with a stable `code`.',
    },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        person: { type: 'apiKey', in: 'cookie', name: 'tongke_session' },
        device: { type: 'apiKey', in: 'cookie', name: 'tongke_device' },
      },
    },
    paths: pathsOf(ENDPOINTS),
  })

function pathsOf(endpoints: Readonly<Record<string, Endpoint>>): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  for (const [name, declaration] of Object.entries(endpoints)) {
    const path = declaration.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [declaration.method.toLowerCase()]: operationOf(name, declaration) }
  }
  return paths
}

function operationOf(name: string, declaration: Endpoint): ZodOpenApiOperationObject {
  const { params, query } = declaration
  return {
    operationId: name,
    tags: [declaration.tag],
    summary: declaration.summary,
    security: SECURITY[declaration.access],
    ...(params || query
      ? { requestParams: { ...(params ? { path: params } : {}), ...(query ? { query } : {}) } }
      : {}),
    ...requestBodyOf(declaration),
    responses: { ...successOf(declaration), ...refusalsOf(declaration) },
  }
}

const SECURITY: Record<Endpoint['access'], Record<string, string[]>[]> = {
  public: [],
  person: [{ person: [] }],
  device: [{ device: [] }],
  any: [{ person: [] }, { device: [] }],
}

function requestBodyOf(declaration: Endpoint): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (declaration.multipart) {
    const file = { type: 'string', format: 'binary' } as const
    const schema = { type: 'object', required: ['file'], properties: { file } } as const
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } as never }
  }
  if (!declaration.body) return {}
  return { requestBody: { required: true, content: { [JSON_TYPE]: { schema: declaration.body } } } }
}

function successOf(declaration: Endpoint): ZodOpenApiOperationObject['responses'] {
  if (declaration.file || declaration.bytes) {
    const schema = { type: 'string', format: 'binary' } as const
    const content = { [declaration.file ?? 'application/octet-stream']: { schema } }
    const whole = { '200': { description: 'The file', content } }
    return declaration.bytes ? { ...whole, '206': { description: 'The range asked for', content } } : whole
  }
  if (!declaration.response) return { '204': { description: 'Done' } }
  return { '200': { description: 'Done', content: { [JSON_TYPE]: { schema: declaration.response } } } }
}

function refusalsOf(declaration: Endpoint): ZodOpenApiOperationObject['responses'] {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codesOf(declaration)) {
    const { status } = ERRORS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${ERRORS[code].text}`).join('\n\n'),
        content: { [JSON_TYPE]: { schema: WireError } },
      },
    ]),
  )
}

function codesOf(declaration: Endpoint): Set<ErrorCode> {
  const codes = new Set<ErrorCode>([...declaration.errors, ...ALWAYS])
  if (declaration.access !== 'public') codes.add('auth.required')
  if (declaration.access === 'person' || declaration.access === 'device') codes.add('auth.forbidden')
  if (declaration.params || declaration.query || declaration.body) codes.add('request.invalid')
  if (declaration.method !== 'GET') codes.add('request.origin')
  return codes
}
