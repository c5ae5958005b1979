import { request, test as base } from '@playwright/test'
import { signIn } from '@tongke/contract'
import { Line, openServerAddress, type Shape } from '../support/namespaces/line.ts'
import { administratorOf, type Credentials } from '../support/scene/administrator.ts'
import { Participant, type ParticipantOptions } from '../support/scene/participant.ts'
import { PortalClient } from '../support/scene/portal-client.ts'
import { bootStack, type Stack, type StackOptions } from '../support/stack.ts'
import type { SenderName } from '../support/fake-media/senders.ts'

/** The whole portal, reachable on loopback and, for browsers behind a line, on an address of its own. */
export interface Portal extends Stack {
  /** As browsers on loopback see it. */
  readonly origin: string
  /** As browsers in a namespace see it. */
  readonly farOrigin: string
  readonly address: string
  readonly administrator: Credentials
}

interface ForTest {
  /** Signed in as the administrator of the demo county. */
  admin: PortalClient
  /** Seats somebody at a computer; everybody goes home after the test. */
  seat: (sender: SenderName, options?: Omit<ParticipantOptions, 'origin'>) => Promise<Participant>
  /** A line of its own for one computer. */
  openLine: (shape?: { down?: Shape; up?: Shape }) => Promise<Line>
}

interface ForWorker {
  portal: Portal
  county: string
  policies: NonNullable<StackOptions['policies']>
}

export const test = base.extend<ForTest, ForWorker>({
  /** Tests that name another county get a portal of their own: what others did before does not reach them. */
  county: ['shared', { option: true, scope: 'worker' }],

  /** Numbers of rules in force from the start; only for a county of one's own. */
  policies: [{}, { option: true, scope: 'worker' }],

  portal: [
    async ({ policies }, use) => {
      const { address, close } = openServerAddress()
      const stack = await bootStack({
        demo: true,
        policies,
        ownPostgres: true,
        listenIps: ['127.0.0.1', address],
        // Plain HTTP inside the namespaces.
        env: { server: { COOKIE_SECURE: 'never' } },
      })
      await use({
        ...stack,
        origin: stack.serverUrl,
        farOrigin: stack.serverUrl.replace('127.0.0.1', address),
        address,
        administrator: await administratorOf(stack),
      })
      await stack.stop()
      close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  admin: async ({ portal }, use) => {
    const context = await request.newContext()
    const client = new PortalClient(context, portal.origin)
    await client.call(signIn, { body: portal.administrator })
    await use(client)
    await context.dispose()
  },

  seat: async ({ portal, openLine }, use, info) => {
    // Asked for only so that browsers close before their network does.
    void openLine
    const seated: Participant[] = []
    await use(async (sender, options = {}) => {
      const origin = options.line ? portal.farOrigin : portal.origin
      const participant = await Participant.open(sender, { ...options, origin })
      seated.push(participant)
      return participant
    })
    if (info.status !== info.expectedStatus)
      for (const one of seated) {
        const path = info.outputPath(`${one.sender}.png`)
        await one.photograph(path)
        await info.attach(one.sender, { path }).catch(() => {})
        if (one.complaints.length > 0) console.log(`${one.sender}: ${one.complaints.slice(0, 5).join('\n')}`)
      }
    await Promise.all(seated.map((one) => one.close()))
  },

  openLine: async ({ portal }, use) => {
    const lines: Line[] = []
    await use(async (shape) => {
      const line = await Line.open(portal.address, shape)
      lines.push(line)
      return line
    })
    for (const line of lines) line.close()
  },
})

export { expect } from '@playwright/test'
