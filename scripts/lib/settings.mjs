import { isAbsolute, join } from 'node:path'
import { ROOT } from './paths.mjs'
import { defaultWorkers } from './programs.mjs'
import { Refusal } from './say.mjs'

/** What `npm start` itself reads from the environment; the programs it starts read the rest. @throws Refusal naming the bad variable */
export function readSettings(env = process.env) {
  const dataDir = env.DATA_DIR || '.data'
  // Invented people in a real database would be a nuisance: there somebody has to ask for them.
  const demo = env.DATABASE_URL ? env.DEMO === 'true' : env.DEMO !== 'false'
  return {
    port: port(env, 'PORT', 8080),
    mediaPort: port(env, 'MEDIA_PORT', 8081),
    rtcPort: port(env, 'MEDIA_RTC_PORT', 40_000),
    postgresPort: env.PG_PORT ? port(env, 'PG_PORT') : undefined,
    workers: number(env, 'MEDIA_WORKERS', 0, 64, 0) || defaultWorkers(),
    dataFolder: isAbsolute(dataDir) ? dataDir : join(ROOT, dataDir),
    databaseUrl: env.DATABASE_URL || undefined,
    mediaSecret: env.MEDIA_SECRET || undefined,
    plainHttp: env.COOKIE_SECURE === 'never',
    demo,
    demoLibrary: demo && env.DEMO_LIBRARY !== 'false',
  }
}

const port = (env, name, preset) => number(env, name, 1, 65_535, preset)

function number(env, name, least, most, preset) {
  if (!env[name]) return preset
  const value = Number(env[name])
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new Refusal(
    `环境变量 ${name} 应为 ${least} 到 ${most} 之间的整数,现为 ${env[name]}。`,
    `${name} must be a whole number from ${least} to ${most}, not ${env[name]}.`,
  )
}
