import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { boardSurface, CLASS_NOTICES, type Sketch, type Stroke } from '@tongke/contract'
import { io, type Socket } from 'socket.io-client'
import { Server } from 'socket.io'
import type { ClassClient } from '../support/class-client.ts'
import { closeAll, LessonScene } from '../support/lesson-scene.ts'
import { MediaNodeDouble } from '../support/media-node-double.ts'
import { bootStack } from '../support/stack.ts'
import { metric, percentile, type Metrics } from './figures.ts'

const TIMES = 200
/** A pen says where it is about 22 times a second. */
const EVERY_MS = 45
const TURN_EVERY_MS = 120
const FIRST = boardSurface(1)
const SECOND = boardSurface(2)

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Times from `act` to `arrival` on another socket, ms, one after another. */
async function times(
  act: (serial: number) => void,
  arrivals: Map<number, () => void>,
  everyMs: number,
): Promise<number[]> {
  const taken: number[] = []
  for (let serial = 0; serial < TIMES; serial += 1) {
    const began = performance.now()
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`number ${serial} never arrived`)), 5_000)
      arrivals.set(serial, () => {
        clearTimeout(timer)
        taken.push(performance.now() - began)
        resolve()
      })
      act(serial)
    })
    await pause(everyMs)
  }
  return taken
}

const sketchOf = (strokeId: string, serial: number): Sketch => ({
  kind: 'stroke',
  surface: FIRST,
  ink: { tool: 'pen', colour: 'red', width: 40 },
  strokeId,
  from: serial,
  points: [serial, 1, 2, serial, 3, 4, serial, 5, 6],
})
const strokeOf = (serial: number): Stroke => ({
  id: randomUUID(),
  tool: 'pen',
  colour: 'red',
  width: 40,
  points: Array.from({ length: 90 }, () => serial),
})

/** The same messages through a Socket.io server that does nothing but hand them on. */
async function bareRelay(): Promise<number[]> {
  const http = createServer()
  const server = new Server(http, { transports: ['websocket'], perMessageDeflate: false })
  server.on('connection', (socket) => {
    socket.on('sketch', (body: unknown) => socket.broadcast.emit('sketch', body))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const open = async (): Promise<Socket> => {
    const socket = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
      transports: ['websocket'],
    })
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
    return socket
  }
  const [from, to] = [await open(), await open()]
  const arrivals = new Map<number, () => void>()
  to.on('sketch', (body: { sketch: { from: number } }) => arrivals.get(body.sketch.from)?.())
  const id = randomUUID()
  const taken = await times(
    (serial) => from.emit('sketch', { sketch: sketchOf(id, serial) }),
    arrivals,
    EVERY_MS,
  )
  from.close()
  to.close()
  await server.close()
  return taken
}

async function penTimes(lecturer: ClassClient, room: ClassClient): Promise<number[]> {
  const arrivals = new Map<number, () => void>()
  const id = randomUUID()
  room.socket.on('sketch', (raw: unknown) => {
    const { sketch } = CLASS_NOTICES.sketch.parse(raw)
    if (sketch.kind === 'stroke' && sketch.strokeId === id) arrivals.get(sketch.from)?.()
  })
  return times(
    (serial) => {
      const message = { lessonId: lecturer.lessonId, sketch: sketchOf(id, serial) }
      lecturer.socket.volatile.emit('sketch', message)
    },
    arrivals,
    EVERY_MS,
  )
}

async function keptTimes(lecturer: ClassClient, room: ClassClient): Promise<number[]> {
  const arrivals = new Map<number, () => void>()
  room.socket.on('change', (raw: unknown) => {
    for (const { body } of CLASS_NOTICES.change.parse(raw).events)
      if (body.kind === 'stroke_drawn') arrivals.get(body.stroke.points[0]!)?.()
  })
  return times(
    (serial) => {
      void lecturer.send({ type: 'draw_strokes', surface: FIRST, strokes: [strokeOf(serial)] })
    },
    arrivals,
    EVERY_MS,
  )
}

/** To and fro between two boards: what a page turn costs is the name of the page. */
async function turnTimes(
  lecturer: ClassClient,
  room: ClassClient,
): Promise<{ times: number[]; bytes: number[] }> {
  const arrivals = new Map<number, () => void>()
  const bytes: number[] = []
  let serial = -1
  room.socket.io.engine.on('data', (data: unknown) => {
    const size = Buffer.byteLength(String(data))
    if (String(data).includes('surface_shown')) bytes.push(size)
  })
  room.socket.on('change', (raw: unknown) => {
    for (const { body } of CLASS_NOTICES.change.parse(raw).events)
      if (body.kind === 'surface_shown') arrivals.get(serial)?.()
  })
  const taken = await times(
    (number) => {
      serial = number
      void lecturer.send({ type: 'show_surface', surface: number % 2 === 0 ? FIRST : SECOND })
    },
    arrivals,
    TURN_EVERY_MS,
  )
  return { times: taken, bytes }
}

/** From the pen, and from the page turn, of the lecturer to the screen of a class, on one machine. */
export async function boardFigures(): Promise<Metrics> {
  const stack = await bootStack({ demo: true, run: ['server'] })
  const scene = await LessonScene.set(stack)
  const node = await MediaNodeDouble.start(stack.serverUrl, stack.mediaSecret)
  try {
    const lesson = await scene.live(node)
    const { lecturer, rooms } = lesson
    await lecturer.send({ type: 'add_board' })
    await lecturer.send({ type: 'add_board' })
    const room = rooms[0]!
    await room.until('the boards', ({ board }) => board.boards === 2)
    const pen = await penTimes(lecturer, room)
    const kept = await keptTimes(lecturer, room)
    const turns = await turnTimes(lecturer, room)
    const bare = await bareRelay()
    closeAll(lesson)
    const baseline = percentile(bare, 0.95)
    return {
      stroke_p95: metric(percentile(pen, 0.95), 'ms', baseline),
      stroke_kept_p95: metric(percentile(kept, 0.95), 'ms', baseline),
      page_turn_p95: metric(percentile(turns.times, 0.95), 'ms', baseline),
      page_turn_bytes: metric(percentile(turns.bytes, 0.95), 'B'),
    }
  } finally {
    node.die()
    await scene.leave()
    await stack.stop()
  }
}
