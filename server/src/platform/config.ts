import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { S3Place } from './store/s3-store.ts'

const IceServer = z.object({
  urls: z.string(),
  username: z.string().optional(),
  credential: z.string().optional(),
})

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' })
        return z.NEVER
      }
    })
    .pipe(schema)

/** How many proxies of ours stand in front; `true` is one. */
const proxies = z
  .union([z.enum(['true', 'false']), z.coerce.number().int().min(0).max(10)])
  .transform((value) => (typeof value === 'number' ? value : Number(value === 'true')))

/** A place outside is of no use without its keys; statements name the portal by its address. */
const NEEDS = {
  S3_ENDPOINT: ['S3_ACCESS_KEY', 'S3_SECRET_KEY'],
  XAPI_ENDPOINT: ['XAPI_KEY', 'XAPI_SECRET', 'PUBLIC_URL'],
} as const

/** Every variable of the server's processes, with its default. `README.md` lists them for operators. */
const Environment = z
  .object({
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(20),
    MEDIA_SECRET: z.string().min(16),
    HOST: z.string().default('0.0.0.0'),
    PORT: z.coerce.number().int().min(0).max(65535).default(8080),
    DATA_DIR: z.string().default('.data'),
    WEB_DIST: z.string().default('web/dist'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    /** Days of posts, classes and reports are days of this zone. */
    COUNTY_TIME_ZONE: z.string().default('Asia/Shanghai').refine(isTimeZone, 'is not a time zone'),
    /** Proxies in front that set X-Forwarded-For, -Host and -Proto themselves. */
    TRUST_PROXY: proxies.default(0),
    /** `auto`: Secure everywhere but on localhost. `never` is for a test network without TLS. */
    COOKIE_SECURE: z.enum(['auto', 'never']).default('auto'),
    /** Requests per minute and address; a school is one address. */
    RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(10).default(1200),
    /** When set, /metrics asks for it as a bearer token. */
    METRICS_TOKEN: z.string().min(16).optional(),
    ICE_SERVERS: json(z.array(IceServer)).default([]),
    /** After so long without a sign of life another jobs process takes over the work on a file. */
    PROCESSING_LEASE_MS: z.coerce.number().int().min(1_000).max(600_000).default(20_000),
    /** So often sockets are looked at anew: a post or a session may have ended without a word. */
    SOCKET_RECHECK_MS: z.coerce.number().int().min(500).max(600_000).default(60_000),
    /** So often all rooms are looked at: whom to send before the bell. */
    ROOM_WATCH_MS: z.coerce.number().int().min(500).max(600_000).default(60_000),
    /** Address of the portal for the world, without a path; without it the address by which a request came. */
    PUBLIC_URL: z
      .url({ protocol: /^https?$/ })
      .transform((url) => new URL(url).origin)
      .optional(),
    /** Who answers for the library to programs of other libraries. */
    ADMIN_EMAIL: z.email().optional(),
    /** A learning record store (xAPI 1.0.3) that is told what was played, e.g. `https://lrs.example/xapi`. */
    XAPI_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    XAPI_KEY: z.string().optional(),
    XAPI_SECRET: z.string().optional(),
    REPLICA: z.string().max(60).default(`${hostname()}-${process.pid}`),
    /** Address of an S3 server that keeps the blobs; without it they lie in DATA_DIR. */
    S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    S3_BUCKET: z.string().min(3).max(63).default('tongke'),
    S3_ACCESS_KEY: z.string().optional(),
    S3_SECRET_KEY: z.string().optional(),
    S3_REGION: z.string().default('us-east-1'),
  })
  .superRefine((env, context) => {
    for (const [name, needs] of Object.entries(NEEDS))
      for (const needed of env[name as keyof typeof NEEDS] ? needs : [])
        if (!env[needed])
          context.addIssue({ code: 'custom', path: [needed], message: `is needed with ${name}` })
  })

/** A learning record store, and what the portal is called in its statements. */
export interface RecordStorePlace {
  readonly endpoint: string
  readonly key: string
  readonly secret: string
  readonly portal: string
}

export class Config {
  readonly databaseUrl: string
  readonly databasePoolSize: number
  readonly mediaSecret: string
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly webDist: string
  readonly logLevel: z.infer<typeof Environment>['LOG_LEVEL']
  readonly timeZone: string
  readonly trustedProxies: number
  readonly cookieSecure: 'auto' | 'never'
  readonly rateLimitPerMinute: number
  readonly metricsToken: string | undefined
  readonly iceServers: z.infer<typeof IceServer>[]
  readonly processingLeaseMs: number
  readonly socketRecheckMs: number
  readonly roomWatchMs: number
  readonly publicUrl: string | undefined
  readonly adminEmail: string | undefined
  /** Undefined: nobody is told. */
  readonly recordStore: RecordStorePlace | undefined
  /** Name of this process among its replicas, for leases and logs. */
  readonly replica: string
  /** Where the blobs lie; undefined: in the data folder. */
  readonly s3: S3Place | undefined

  private constructor(env: z.infer<typeof Environment>) {
    this.databaseUrl = env.DATABASE_URL
    this.databasePoolSize = env.DATABASE_POOL_SIZE
    this.mediaSecret = env.MEDIA_SECRET
    this.host = env.HOST
    this.port = env.PORT
    this.dataDir = resolve(env.DATA_DIR)
    this.webDist = resolve(env.WEB_DIST)
    this.logLevel = env.LOG_LEVEL
    this.timeZone = env.COUNTY_TIME_ZONE
    this.trustedProxies = env.TRUST_PROXY
    this.cookieSecure = env.COOKIE_SECURE
    this.rateLimitPerMinute = env.RATE_LIMIT_PER_MINUTE
    this.metricsToken = env.METRICS_TOKEN
    this.iceServers = env.ICE_SERVERS
    this.processingLeaseMs = env.PROCESSING_LEASE_MS
    this.socketRecheckMs = env.SOCKET_RECHECK_MS
    this.roomWatchMs = env.ROOM_WATCH_MS
    this.publicUrl = env.PUBLIC_URL
    this.adminEmail = env.ADMIN_EMAIL
    this.recordStore = env.XAPI_ENDPOINT
      ? {
          endpoint: env.XAPI_ENDPOINT.replace(/\/+$/, ''),
          key: env.XAPI_KEY ?? '',
          secret: env.XAPI_SECRET ?? '',
          portal: env.PUBLIC_URL ?? '',
        }
      : undefined
    this.replica = env.REPLICA
    this.s3 = env.S3_ENDPOINT
      ? {
          endpoint: env.S3_ENDPOINT,
          bucket: env.S3_BUCKET,
          accessKey: env.S3_ACCESS_KEY ?? '',
          secretKey: env.S3_SECRET_KEY ?? '',
          region: env.S3_REGION,
        }
      : undefined
  }

  /** @throws ConfigError naming every bad variable, never its value */
  static parse(env: Record<string, string | undefined>): Config {
    const parsed = Environment.safeParse(withoutEmpty(env))
    if (!parsed.success) throw new ConfigError(parsed.error)
    return new Config(parsed.data)
  }
}

export class ConfigError extends Error {
  constructor(error: z.ZodError) {
    const lines = error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    super(`The environment does not allow a start:\n${lines.join('\n')}`)
    this.name = 'ConfigError'
  }
}

/** An empty variable in an env file means "not set". */
const withoutEmpty = (env: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
