import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type LessonState,
  type MediaAccess,
  type MediaIdentity,
  type TicketClaims,
} from '@tongke/contract'
import { SignJWT } from 'jose'
import type { Principal } from '../people/principal.ts'
import { Clock } from '../platform/clock.ts'
import { Config } from '../platform/config.ts'
import { sourceOf, type WireRequest } from '../platform/http/source.rules.ts'
import { newId } from '../platform/id.ts'
import { directiveOf, mediaIdentityOf, mediaInstanceOf, mediaRoomOf, PUBLISH } from './directive.rules.ts'
import { participantOf } from './lesson-access.rules.ts'
import { LessonDirectory } from './lesson-directory.ts'
import { LessonPolicies } from './lesson-policies.ts'
import { LessonStore } from './lesson-store.ts'
import { hardStopAt, opensAt } from './lesson-transitions.rules.ts'
import type { LessonPolicy } from './lesson-policy.rules.ts'
import { MediaNodes, type MediaNodeRow } from './media-nodes.ts'

/** How the browser reached us: a node without a public address of its own is at the same host. */
export interface PageOrigin {
  readonly protocol: string
  readonly hostname: string
  readonly raw: WireRequest
}

type Grant = Omit<TicketClaims, 'aud' | 'exp' | 'pageHost'>

const OPEN = ['WAITING', 'LIVE', 'INTERRUPTED']

function refuseClosedRoom(state: LessonState, policy: LessonPolicy, now: number): void {
  const moment = { state, facts: { policy } }
  if (!OPEN.includes(state.status) || now < opensAt(moment) || now >= hardStopAt(moment)) {
    throw new Refusal('lesson.closed_room')
  }
}

/** Tickets for media rooms. The node checks them and asks nobody. */
@Injectable()
export class MediaAccessService {
  constructor(
    private readonly directory: LessonDirectory,
    private readonly store: LessonStore,
    private readonly policies: LessonPolicies,
    private readonly nodes: MediaNodes,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** For participants while the room is open, T–15 to T+50. @throws Refusal */
  async forLesson(who: Principal, lessonId: string, page: PageOrigin): Promise<MediaAccess> {
    const me = participantOf(who, await this.directory.parties(lessonId))
    if (!me) throw new Refusal('lesson.not_participant')
    const policy = await this.policies.today()
    refuseClosedRoom(await this.store.read(lessonId), policy, this.clock.now().getTime())
    const node = await this.nodes.place(lessonId)
    const grant: Grant = {
      room: mediaRoomOf(lessonId),
      lessonId,
      identity: mediaIdentityOf(me),
      instance: mediaInstanceOf(who),
      name: me.name.slice(0, 60),
      publish: [...PUBLISH[me.part]],
      subscribe: 'others',
      directive: directiveOf(await this.store.read(lessonId)),
    }
    return this.access(node, grant, policy.ticketSeconds, page)
  }

  /** An echo room of one's own, for the line check. */
  async forCheck(who: Principal, page: PageOrigin): Promise<MediaAccess> {
    const id = newId()
    const identity: MediaIdentity = `check:${id}`
    const grant: Grant = {
      room: `check-${id}`,
      lessonId: null,
      identity,
      instance: mediaInstanceOf(who),
      name: who.name.slice(0, 60),
      publish: ['camera', 'microphone'],
      subscribe: 'echo',
      directive: { revision: 0, stage: null, audible: [identity], record: null, groups: null },
    }
    const { ticketSeconds } = await this.policies.today()
    return this.access(await this.nodes.any(), grant, ticketSeconds, page)
  }

  private async access(
    node: MediaNodeRow,
    grant: Grant,
    seconds: number,
    page: PageOrigin,
  ): Promise<MediaAccess> {
    const signedAt = this.clock.now().getTime() / 1000
    const expiresAt = Math.floor(signedAt) + seconds
    const pageHost = sourceOf(page.raw, this.config.trustedProxies).host ?? ''
    const ticket = await new SignJWT({ ...grant, pageHost })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(node.id)
      .setIssuedAt(signedAt)
      .setExpirationTime(expiresAt)
      .sign(new TextEncoder().encode(this.config.mediaSecret))
    return {
      url: node.public_url || `${page.protocol}://${page.hostname}:${node.port}`,
      ticket,
      expiresAt: expiresAt * 1000,
      rtpCapabilities: node.rtp_capabilities,
      iceServers: this.config.iceServers.map(({ urls, username, credential }) => ({
        urls,
        ...(username ? { username } : {}),
        ...(credential ? { credential } : {}),
      })),
    }
  }
}
