import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { boundToUs } from './children.mjs'
import { inRoot, NODE, ROOT, STAMPS } from './paths.mjs'
import { Supervised } from './supervisor.mjs'

/**
 * @typedef {object} Placement
 * @property {number} port server: pages, /api, /class
 * @property {number} mediaPort media node: signalling and control
 * @property {number} rtcPort first of the media workers' ports
 * @property {number} workers media workers, one core each
 * @property {string} databaseUrl
 * @property {string} mediaSecret
 * @property {string} dataFolder
 * @property {string} workerBin
 * @property {string} [logFolder]
 * @property {Record<string, string>} [environment] passed on to all of them, stronger than the rest
 */

/** Media workers when nobody says how many: one a core. */
export const defaultWorkers = () => availableParallelism()

/** What every program of ours is told; each parses it once and names what is wrong. */
export function environmentOf(place) {
  return {
    ...process.env,
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: join(STAMPS, 'compiled'),
    PORT: String(place.port),
    DATABASE_URL: place.databaseUrl,
    DATA_DIR: place.dataFolder,
    WEB_DIST: inRoot('web', 'dist'),
    MEDIA_SECRET: place.mediaSecret,
    MEDIA_PORT: String(place.mediaPort),
    MEDIA_RTC_PORT: String(place.rtcPort),
    ...(place.dataFolder && { MEDIA_SPOOL_DIR: join(place.dataFolder, 'spool') }),
    MEDIA_WORKERS: String(place.workers),
    SERVER_URL: `http://127.0.0.1:${place.port}`,
    WORKER_BIN: place.workerBin,
    ...place.environment,
  }
}

const MAINS = { server: 'server/dist/main.js', jobs: 'server/dist/jobs-main.js', media: 'media/dist/main.js' }

/**
 * @param {'server' | 'jobs' | 'media'} name
 * @param {Placement} place
 * @param {Record<string, string>} [more] variables for this one only
 */
export function supervisedProgram(name, place, more = {}) {
  const [command, args] = boundToUs(NODE, ['--enable-source-maps', inRoot(MAINS[name])], 'KILL')
  return new Supervised({
    name,
    command,
    args,
    cwd: ROOT,
    env: { ...environmentOf(place), ...more },
    log: place.logFolder && join(place.logFolder, `${more.MEDIA_NODE_ID ?? name}.log`),
  })
}

/** Fills the demo county's library beside a running portal, behind everything else, and ends by itself. */
export function demoLibraryProgram(place) {
  const program = [NODE, '--enable-source-maps', inRoot('server/dist/demo-library-main.js')]
  const [command, args] = boundToUs('nice', ['-n', '10', ...program], 'KILL')
  return new Supervised({
    name: 'demo-library',
    command,
    args,
    cwd: ROOT,
    // One thing at a time.
    env: { ...environmentOf(place), DATABASE_POOL_SIZE: '4' },
    log: place.logFolder && join(place.logFolder, 'demo-library.log'),
    restart: false,
  })
}
