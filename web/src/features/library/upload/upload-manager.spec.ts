import type { Upload, UploadPlan } from '@tongke/contract'
import { ApiError } from '../../../lib/api-error.ts'
import { UploadManager, type UploadTools } from './upload-manager.ts'
import type { SenderEvents } from './tus-sender.ts'
import { fingerprintOf, type Remembered } from './upload-memory.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))
const fileOf = (name: string, size = 1000) => new File([new Uint8Array(size)], name, { lastModified: 1 })

const uploadOf = (id: string, plan: UploadPlan, finished = false): Upload => ({
  ...plan,
  id,
  finished,
  kind: finished ? 'video' : null,
  mimeType: finished ? 'video/mp4' : null,
})

/** The server, the hasher and the line, each answering when the test says so. */
class Scene {
  readonly memory = new Map<string, Remembered>()
  readonly lines = new Map<string, SenderEvents & { stopped: boolean }>()
  readonly plans: UploadPlan[] = []
  readonly cancelled: string[] = []
  readonly hashed: string[] = []
  here = false
  refuse: ApiError | null = null
  time = 0
  private ids = 0

  manager(): UploadManager {
    const tools: UploadTools = {
      check: async (plan) => {
        this.plans.push(plan)
        if (this.refuse) throw this.refuse
        return uploadOf(`up-${plan.name}`, plan, this.here)
      },
      finish: async (id) => {
        if (this.refuse) throw this.refuse
        const plan = this.plans.find(({ name }) => `up-${name}` === id) as UploadPlan
        return uploadOf(id, plan, true)
      },
      cancel: async (id) => void this.cancelled.push(id),
      hash: async (file) => {
        this.hashed.push(file.name)
        return 'ab'.repeat(32)
      },
      openSender: (_, uploadId, events) => {
        const line = { ...events, stopped: false }
        this.lines.set(uploadId, line)
        return { start: () => undefined, stop: async () => void (line.stopped = true) }
      },
      memory: {
        all: async () => [...this.memory.values()],
        put: async (record) => void this.memory.set(record.fingerprint, record),
        remove: async (fingerprint) => void this.memory.delete(fingerprint),
      },
      newId: () => `row-${++this.ids}`,
      now: () => this.time,
    }
    return new UploadManager(tools)
  }
}

const states = (manager: UploadManager) => manager.rows.get().map(({ name, state }) => `${name} ${state}`)

let scene: Scene
let manager: UploadManager
beforeEach(() => {
  scene = new Scene()
  manager = scene.manager()
})

async function add(...names: string[]) {
  await manager.add(
    'resource',
    'main',
    names.map((name) => fileOf(name)),
  )
  await settle()
}

describe('the upload manager', () => {
  it('sends two at a time, in order', async () => {
    await add('a', 'b', 'c')
    expect(states(manager)).toEqual(['a sending', 'b sending', 'c waiting'])
    scene.lines.get('up-a')?.sent()
    await settle()
    expect(states(manager)).toEqual(['a done', 'b sending', 'c sending'])
    expect(manager.rows.get()[0]?.upload).toMatchObject({ id: 'up-a', kind: 'video' })
  })

  it('sends nothing that is there already', async () => {
    scene.here = true
    await add('a')
    expect(states(manager)).toEqual(['a done'])
    expect(scene.lines.size).toBe(0)
  })

  it('tells speed and time left, and that the line is away', async () => {
    await add('a')
    const line = scene.lines.get('up-a')
    line?.progress(0)
    scene.time = 1000
    line?.progress(100)
    expect(manager.rows.get()[0]).toMatchObject({ bytes: 100, bytesPerSecond: 100, secondsLeft: 9 })
    line?.interrupted()
    expect(manager.rows.get()[0]).toMatchObject({ interrupted: true, bytesPerSecond: null, bytes: 100 })
    line?.progress(200)
    expect(manager.rows.get()[0]).toMatchObject({ interrupted: false, bytes: 200 })
  })

  it('pauses, gives its place to the next, and goes on without hashing again', async () => {
    await add('a', 'b', 'c')
    const [a] = manager.rows.get()
    await manager.pause(a?.id ?? '')
    await settle()
    expect(scene.lines.get('up-a')?.stopped).toBe(true)
    expect(states(manager)).toEqual(['a paused', 'b sending', 'c sending'])
    scene.lines.get('up-a')?.progress(500)
    expect(manager.rows.get()[0]?.bytes).toBe(0)
    manager.resume(a?.id ?? '')
    scene.lines.get('up-b')?.sent()
    await settle()
    expect(states(manager)).toEqual(['a sending', 'b done', 'c sending'])
    expect(scene.hashed).toEqual(['a', 'b', 'c'])
  })

  it('cancels here, in its memory and on the server', async () => {
    await add('a')
    expect(scene.memory.size).toBe(1)
    await manager.cancel(manager.rows.get()[0]?.id ?? '')
    expect(manager.rows.get()).toEqual([])
    expect([scene.memory.size, scene.cancelled, scene.lines.get('up-a')?.stopped]).toEqual([
      0,
      ['up-a'],
      true,
    ])
  })

  it('says why something failed, tries the next, and the same again when asked', async () => {
    scene.refuse = new ApiError('upload.too_large', 413)
    await add('a')
    expect(manager.rows.get()[0]).toMatchObject({ state: 'failed', error: { code: 'upload.too_large' } })
    scene.refuse = null
    manager.resume(manager.rows.get()[0]?.id ?? '')
    await settle()
    scene.lines.get('up-a')?.failed(new ApiError('upload.unknown', 404))
    expect(manager.rows.get()[0]).toMatchObject({ state: 'failed', error: { code: 'upload.unknown' } })
  })

  it('shows what the closed browser left, and goes on when the file is chosen again', async () => {
    await add('a')
    const later = scene.manager()
    await later.restore()
    expect(states(later)).toEqual(['a lost'])
    later.resume(later.rows.get()[0]?.id ?? '')
    expect(states(later)).toEqual(['a lost'])
    await later.add('resource', 'main', [fileOf('a'), fileOf('b')])
    await settle()
    expect(states(later)).toEqual(['a sending', 'b sending'])
    expect(scene.hashed).toEqual(['a', 'b'])
    scene.lines.get('up-a')?.sent()
    await settle()
    expect([...scene.memory.values()].map(({ name }) => name)).toEqual(['b'])
  })

  it('takes a file that is on the list already only once, but again when it is done', async () => {
    await add('a')
    await add('a')
    expect(states(manager)).toEqual(['a sending'])
    scene.lines.get('up-a')?.sent()
    await settle()
    await add('a')
    expect(states(manager)).toEqual(['a done', 'a sending'])
  })

  it('gives a finished one to another place, where it is delivered once more', async () => {
    await add('a')
    const { id = '' } = manager.rows.get()[0] ?? {}
    manager.move(id, 'another', 'attachment')
    expect(manager.rows.get()[0]?.scope).not.toBe('another')
    scene.lines.get('up-a')?.sent()
    await settle()
    expect(manager.deliver(id)).toBe(true)
    manager.move(id, 'another', 'attachment')
    expect(manager.rows.get()[0]).toMatchObject({ scope: 'another', role: 'attachment', state: 'done' })
    expect([manager.deliver(id), manager.deliver(id)]).toEqual([true, false])
  })

  it('knows a file by name, size and time', () => {
    const file = fileOf('a')
    expect(fingerprintOf(file, 'r')).toBe(fingerprintOf(fileOf('a'), 'r'))
    expect(fingerprintOf(file, 'r')).not.toBe(fingerprintOf(fileOf('a', 999), 'r'))
    expect(fingerprintOf(file, 'r')).not.toBe(fingerprintOf(file, 'q'))
  })
})
