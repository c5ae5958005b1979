import { Injectable } from '@nestjs/common'
import {
  projectEvent,
  projectState,
  Refusal,
  type CommandDone,
  type JoinedLesson,
  type LessonEvent,
  type Participant,
  type Sketch,
  type SketchNotice,
  type StrokesRead,
} from '@tongke/contract'
import type { Principal } from '../people/principal.ts'
import { Audit } from '../platform/audit/audit.service.ts'
import { Clock } from '../platform/clock.ts'
import { BoardStrokes } from './board/board-strokes.ts'
import { sketchNotice, sketchRefusal } from './board/sketch-relay.ts'
import { isSamePart, isStaff, participantOf } from './lesson-access.rules.ts'
import { canCatchUp, joinedLesson, type ClassRequest } from './class-plane.rules.ts'
import { LessonDirectory } from './lesson-directory.ts'
import { LessonEngine } from './lesson-engine.ts'
import { LessonPresence, type Lease } from './lesson-presence.ts'
import { LessonStore } from './lesson-store.ts'

/** Somebody in a lesson, by one socket. */
export interface Membership {
  lessonId: string
  connectionId: string
  me: Participant
}

export const leaseOf = ({ lessonId, connectionId, me }: Membership): Lease | null =>
  me.part === 'assistant' || me.part === 'observer' ? { lessonId, connectionId, me } : null

/** What the requests of the class plane do. Knows no sockets. */
@Injectable()
export class ClassPlaneService {
  constructor(
    private readonly directory: LessonDirectory,
    private readonly store: LessonStore,
    private readonly engine: LessonEngine,
    private readonly presence: LessonPresence,
    private readonly strokes: BoardStrokes,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The part `who` has. @throws Refusal not_found, lesson.not_participant */
  async admit(who: Principal, lessonId: string): Promise<Participant> {
    const me = participantOf(who, await this.directory.parties(lessonId))
    if (me) return me
    const target = `lesson:${lessonId}`
    await this.audit.write({
      actor: who,
      action: 'access.refused',
      target,
      detail: { code: 'lesson.not_participant' },
    })
    throw new Refusal('lesson.not_participant')
  }

  /** Whether `who` still has the part of this membership. */
  async keepsPart(who: Principal, { lessonId, me }: Membership): Promise<boolean> {
    return isSamePart(participantOf(who, await this.directory.parties(lessonId)), me)
  }

  /** Arrives and answers what the client must know. The socket must receive changes already. */
  async enter(
    member: Membership,
    since: number | undefined,
  ): Promise<{ answer: JoinedLesson; revision: number }> {
    const lease = leaseOf(member)
    if (lease) {
      await this.presence.hold([lease])
      await this.syncPresence(member.lessonId)
    }
    const state = await this.store.read(member.lessonId)
    const staff = isStaff(member.me)
    const missed = canCatchUp(since, state) ? await this.store.eventsAfter(member.lessonId, since) : null
    const events = missed
      ?.filter((event) => event.revision <= state.revision)
      .map((event) => projectEvent(event, staff))
    const answer = joinedLesson(member.me, this.now(), projectState(state, staff), events ?? null)
    return { answer, revision: state.revision }
  }

  async command(member: Membership, request: ClassRequest<'command'>): Promise<CommandDone> {
    const revision = await this.engine.runOnce(member.lessonId, request.command, member.me, request.commandId)
    return { revision, now: this.now() }
  }

  readStrokes(
    { lessonId }: Membership,
    { surface, after }: ClassRequest<'read_strokes'>,
  ): Promise<StrokesRead> {
    return this.strokes.read(lessonId, surface, after)
  }

  /** A pen or pointer as the others are told of it. @throws Refusal lesson.not_writer, lesson.surface_unknown */
  async sketch({ lessonId, me }: Membership, sketch: Sketch): Promise<SketchNotice> {
    const refused = sketchRefusal(await this.store.peek(lessonId), me, sketch)
    if (refused) throw refused
    return sketchNotice(lessonId, me, sketch)
  }

  /** Keeps what this process knows of a lesson as new as what it tells. */
  follow(lessonId: string, events: readonly LessonEvent[]): void {
    this.store.follow(lessonId, events)
  }

  /** They left on purpose: everybody is told at once. */
  async leave(member: Membership): Promise<void> {
    if (!leaseOf(member)) return
    await this.presence.release(member.lessonId, member.connectionId)
    await this.syncPresence(member.lessonId)
  }

  /** The line broke: they have a while to come back. */
  async lose(member: Membership): Promise<void> {
    if (leaseOf(member)) await this.presence.shorten(member.lessonId, member.connectionId)
  }

  /** Renews leases; whoever counted as away meanwhile is back. */
  async renew(members: readonly Membership[]): Promise<void> {
    const fresh = await this.presence.hold(members.flatMap((member) => leaseOf(member) ?? []))
    for (const lessonId of fresh) await this.syncPresence(lessonId)
  }

  /** Brings a lesson in line with its leases. */
  async syncPresence(lessonId: string): Promise<void> {
    await this.engine.transaction(async (unit) => {
      await this.store.lock(unit.tx, lessonId)
      await unit.apply(lessonId, await this.presence.now(unit.tx, lessonId), { part: 'system' })
    })
  }

  now(): number {
    return this.clock.now().getTime()
  }
}
