import { availableParallelism, networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const port = z.coerce.number().int().min(1).max(65535)
const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const Environment = z.object({
  MEDIA_NODE_ID: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('media-1'),
  MEDIA_PORT: port.default(8081),
  MEDIA_RTC_PORT: port.default(40_000),
  MEDIA_SECRET: z.string().min(16),
  SERVER_URL: z.url(),
  MEDIA_PUBLIC_URL: z.string().max(200).default(''),
  MEDIA_CONTROL_URL: z.string().max(200).default(''),
  MEDIA_LISTEN_IPS: z.string().default('').transform(listOf),
  MEDIA_ANNOUNCED_ADDRESS: z.string().max(200).default(''),
  MEDIA_WORKERS: z.coerce.number().int().min(0).max(64).default(0),
  WORKER_BIN: z.string().default(''),
  MEDIA_SPOOL_DIR: z.string().default(''),
  MEDIA_SPOOL_RESERVE_MB: z.coerce.number().int().min(0).max(1_000_000).default(1_000),
  METRICS_TOKEN: z.string().min(16).or(z.literal('')).default(''),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export interface ListenAddress {
  readonly ip: string
  readonly announcedAddress?: string
}

export interface MediaConfig {
  readonly nodeId: string
  readonly port: number
  /** Worker n listens on `rtcPort + n`, UDP and TCP. */
  readonly rtcPort: number
  readonly secret: string
  readonly serverUrl: string
  /** Empty: browsers use the host of the page with `port`. */
  readonly publicUrl: string
  readonly controlUrl: string
  readonly listen: readonly ListenAddress[]
  readonly workers: number
  readonly workerBin: string | undefined
  /** Where pieces of recordings wait for the server; it survives the node. */
  readonly spoolDir: string
  /** Recording leaves so much of the disk free. */
  readonly spoolReserveBytes: number
  readonly logLevel: string
  /** What `/metrics` asks for as a bearer token; empty: it is open. */
  readonly metricsToken: string
}

/** Addresses a browser can reach without being told: this machine's IPv4 ones and, for a demo on one machine, loopback. */
const ownAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.address.startsWith('169.254.'))
    .map((address) => address.address)

const listenOn = (ips: string[], announced: string): ListenAddress[] => {
  if (announced !== '') return [{ ip: ips[0] ?? '0.0.0.0', announcedAddress: announced }]
  const chosen = ips.length > 0 ? ips : ownAddresses()
  return (chosen.length > 0 ? chosen : ['127.0.0.1']).map((ip) => ({ ip }))
}

/**
 * The environment as a typed object, read once at start.
 * @throws Error naming every bad variable.
 */
export function readConfig(environment: NodeJS.ProcessEnv): MediaConfig {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const bad = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The environment of the media node is wrong. ${bad.join('; ')}`)
  }
  const env = parsed.data
  return {
    nodeId: env.MEDIA_NODE_ID,
    port: env.MEDIA_PORT,
    rtcPort: env.MEDIA_RTC_PORT,
    secret: env.MEDIA_SECRET,
    serverUrl: env.SERVER_URL,
    publicUrl: env.MEDIA_PUBLIC_URL,
    controlUrl: env.MEDIA_CONTROL_URL || `http://127.0.0.1:${env.MEDIA_PORT}`,
    listen: listenOn(env.MEDIA_LISTEN_IPS, env.MEDIA_ANNOUNCED_ADDRESS),
    workers: env.MEDIA_WORKERS || availableParallelism(),
    workerBin: env.WORKER_BIN || undefined,
    spoolDir: env.MEDIA_SPOOL_DIR || join(tmpdir(), `tongke-spool-${env.MEDIA_NODE_ID}`),
    spoolReserveBytes: env.MEDIA_SPOOL_RESERVE_MB * 1_000_000,
    logLevel: env.LOG_LEVEL,
    metricsToken: env.METRICS_TOKEN,
  }
}
