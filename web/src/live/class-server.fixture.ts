import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CLASS_PLANE_PATH, getHealth } from '@tongke/contract'
import { Server, type Socket } from 'socket.io'

// oxlint-disable-next-line typescript/no-explicit-any -- each test knows what it is sent
type Answer = (message: any) => unknown

/** A class plane for tests: answers as it is told, can drop everybody, fall silent, go away and come back on its port. */
export class ClassServer {
  answers: Record<string, Answer> = { beat: () => ({ now: Date.now() }) }
  /** Takes messages and answers nothing, as a cut line does. */
  isSilent = false
  refusal: { code: string } | null = null
  connections = 0
  /** How connections ended, in the words of Socket.io. */
  readonly ends: string[] = []
  #io: Server | null = null
  #http: HttpServer | null = null
  #port = 0

  async listen(): Promise<void> {
    const http = createServer((request, response) => {
      if (!this.isSilent && request.url?.startsWith(getHealth.path)) response.end()
    })
    this.#http = http
    this.#io = new Server(http, { path: CLASS_PLANE_PATH, transports: ['websocket'] })
    this.#io.use((_socket, next) =>
      next(this.refusal ? Object.assign(new Error(this.refusal.code), { data: this.refusal }) : undefined),
    )
    this.#io.on('connection', (socket) => this.#welcome(socket))
    await new Promise<void>((resolve) => http.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (http.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  send(name: string, notice: unknown): void {
    this.#io?.emit(name, notice)
  }

  drop(): void {
    this.#io?.disconnectSockets(true)
  }

  async close(): Promise<void> {
    this.#io?.disconnectSockets(true)
    await this.#io?.close()
    this.#http?.close()
    this.#io = null
  }

  #welcome(socket: Socket): void {
    this.connections += 1
    socket.on('disconnect', (reason) => this.ends.push(reason))
    socket.onAny((name: string, message: unknown, ack: (answer: unknown) => void) => {
      if (this.isSilent) return
      const answer = this.answers[name]?.(message)
      ack(isRefusal(answer) ? answer : { ok: true, result: answer })
    })
  }
}

const isRefusal = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false
