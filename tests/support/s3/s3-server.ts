import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { boundToUs } from '../../../scripts/lib/children.mjs'
import { freePort } from '../../../scripts/lib/ports.mjs'
import { run } from '../../../scripts/lib/run.mjs'
import { Supervised } from '../../../scripts/lib/supervisor.mjs'
import { waitFor } from '../../../scripts/lib/wait-for.mjs'

const PYTHON = '/usr/bin/python3'
const HERE = import.meta.dirname
const KINDS = ['account', 'container', 'object'] as const

export interface S3Server {
  readonly endpoint: string
  readonly accessKey: string
  readonly secretKey: string
  stop(): Promise<void>
}

/** A real S3 server: OpenStack Swift of Debian (`python3-swift`) with its S3 API, on one disk of its own. */
export async function startS3Server(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), 'tongke-s3-'))
  await mkdir(join(folder, 'devices', 'disk'), { recursive: true })
  await writeFile(join(folder, 'swift.conf'), '[swift-hash]\nswift_hash_path_suffix = tongke\n')
  const ports = { account: 0, container: 0, object: 0, proxy: 0 }
  for (const kind of [...KINDS, 'proxy'] as const) ports[kind] = await freePort()
  for (const kind of KINDS) {
    await writeFile(join(folder, `${kind}.conf`), storageConfig(folder, kind, ports[kind]))
    await makeRing(folder, kind, ports[kind])
  }
  await writeFile(join(folder, 'proxy.conf'), proxyConfig(folder, ports.proxy))
  const servers = ([...KINDS, 'proxy'] as const).map((kind) => serverOf(folder, kind).start())
  const stop = async () => {
    await Promise.all(servers.map((server) => server.stop()))
    await rm(folder, { recursive: true, force: true })
  }
  const endpoint = `http://127.0.0.1:${ports.proxy}`
  await waitFor('the S3 server', () => allAnswer(Object.values(ports))).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { endpoint, accessKey: 'tests:tests', secretKey: 'tests-only-secret', stop }
}

async function allAnswer(ports: number[]): Promise<boolean> {
  for (const port of ports) await fetch(`http://127.0.0.1:${port}/`)
  return true
}

async function makeRing(folder: string, kind: string, port: number) {
  const { code, output } = await run(PYTHON, [
    join(HERE, 'swift_ring.py'),
    join(folder, `${kind}.ring.gz`),
    String(port),
  ])
  if (code !== 0) throw new Error(`The S3 server cannot be set up: ${output}`)
}

function serverOf(folder: string, kind: string) {
  const args = [join(HERE, 'swift_server.py'), join(folder, `${kind}.conf`), `${kind}-server`]
  const [command, words] = boundToUs(PYTHON, [...args, join(folder, 'swift.conf')], 'KILL')
  return new Supervised({
    name: `swift-${kind}`,
    command,
    args: words,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    log: join(folder, `${kind}.log`),
  })
}

const common = (folder: string, port: number) => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
swift_dir = ${folder}
workers = 0
user = ${userInfo().username}
`

const storageConfig = (folder: string, kind: string, port: number) => `${common(folder, port)}
devices = ${join(folder, 'devices')}
mount_check = false
fallocate_reserve = 0
[pipeline:main]
pipeline = ${kind}-server
[app:${kind}-server]
use = egg:swift#${kind}
`

/** Without a memcached to ask: its address is one where nobody listens. */
const proxyConfig = (folder: string, port: number) => `${common(folder, port)}
[pipeline:main]
pipeline = catch_errors cache listing_formats bulk s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_tests_tests = tests-only-secret .admin
[filter:slo]
use = egg:swift#slo
`
