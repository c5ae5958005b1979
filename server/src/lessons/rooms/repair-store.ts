import { Injectable } from '@nestjs/common'
import type { RepairEvent, RepairKind, RepairState, RepairTicket } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'

export interface RepairRow {
  id: string
  roomId: string
  roomName: string
  orgName: string
  orgPath: string
  className: string | null
  kind: RepairKind
  state: RepairState
  openedBy: string | null
  openedAt: Date
  acknowledgedBy: string | null
  acknowledgedAt: Date | null
  fixedAt: Date | null
  closedAt: Date | null
  lesson: RepairTicket['lesson']
  lastNote: string
}

export const REPAIR_FROM = `
  from repair_ticket t join device d on d.id = t.device_id join organization o on o.id = d.org_id
  left join school_class c on c.id = d.class_id`
export const REPAIRS = `
  select t.id, t.device_id as "roomId", d.name as "roomName", o.name as "orgName", o.path as "orgPath",
         c.name as "className", t.kind, t.state, coalesce(p.name, od.name) as "openedBy", t.opened_at as "openedAt",
         a.name as "acknowledgedBy", t.acknowledged_at as "acknowledgedAt", t.fixed_at as "fixedAt",
         t.closed_at as "closedAt",
         case when l.id is null then null else jsonb_build_object('id', l.id, 'title', l.plan->>'title',
           'plannedStart', (l.plan->>'plannedStart')::bigint) end as lesson,
         coalesce((select e.text from repair_event e where e.ticket_id = t.id and e.text <> ''
                    order by e.at desc, e.id desc limit 1), '') as "lastNote"
    ${REPAIR_FROM}
    left join person p on p.id = t.opened_by
    left join device od on od.id = t.opened_by_device
    left join person a on a.id = t.acknowledged_by
    left join lesson l on l.id = t.lesson_id`

/** Whoever acts on a ticket; nobody named is the system. */
export interface RepairActor {
  readonly personId?: string
  readonly deviceId?: string
}

export const presentRepair = (
  { orgPath, openedAt, acknowledgedAt, fixedAt, closedAt, ...row }: RepairRow,
  canManage: (orgPath: string) => boolean,
): RepairTicket => ({
  ...row,
  openedAt: openedAt.getTime(),
  acknowledgedAt: acknowledgedAt?.getTime() ?? null,
  fixedAt: fixedAt?.getTime() ?? null,
  closedAt: closedAt?.getTime() ?? null,
  canManage: canManage(orgPath),
})

/** Tickets and what happened to them, as rows. */
@Injectable()
export class RepairStore {
  constructor(private readonly database: Database) {}

  /**
   * The live ticket of this kind for the room: a new one, or the one there is; what was called fixed is open again.
   * @returns its id and whether anything changed
   */
  async open(
    tx: EntityManager,
    ticket: { roomId: string; kind: RepairKind; lessonId: string | null; text: string },
    actor: RepairActor,
    at: Date,
  ): Promise<{ id: string; changed: boolean }> {
    const [made] = await this.database.rows<{ id: string }>(
      `insert into repair_ticket (id, device_id, kind, lesson_id, opened_by, opened_by_device, opened_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (device_id, kind) where state <> 'CLOSED' do nothing returning id`,
      [
        newId(),
        ticket.roomId,
        ticket.kind,
        ticket.lessonId,
        actor.personId ?? null,
        actor.deviceId ?? null,
        at,
      ],
      tx,
    )
    if (made) {
      await this.note(tx, made.id, 'opened', actor, ticket.text, at)
      return { id: made.id, changed: true }
    }
    const [live] = await this.database.rows<{ id: string; state: RepairState }>(
      `select id, state from repair_ticket where device_id = $1 and kind = $2 and state <> 'CLOSED' for update`,
      [ticket.roomId, ticket.kind],
      tx,
    )
    // Closed in this very moment: now there is room for a new one.
    if (!live) return this.open(tx, ticket, actor, at)
    if (live.state === 'FIXED') {
      await this.move(tx, live.id, 'OPEN', actor, at)
      await this.note(tx, live.id, 'reopened', actor, ticket.text, at)
      return { id: live.id, changed: true }
    }
    if (ticket.text !== '') await this.note(tx, live.id, 'noted', actor, ticket.text, at)
    return { id: live.id, changed: false }
  }

  async move(tx: EntityManager, id: string, to: RepairState, actor: RepairActor, at: Date): Promise<void> {
    await tx.query(
      `update repair_ticket set state = $2,
         acknowledged_by = case $2 when 'OPEN' then null when 'ACKNOWLEDGED' then $3::uuid else acknowledged_by end,
         acknowledged_at = case $2 when 'OPEN' then null when 'ACKNOWLEDGED' then $4::timestamptz else acknowledged_at end,
         fixed_at = case $2 when 'FIXED' then $4::timestamptz when 'OPEN' then null else fixed_at end,
         closed_at = case $2 when 'CLOSED' then $4::timestamptz end
       where id = $1`,
      [id, to, actor.personId ?? null, at],
    )
  }

  async note(
    tx: EntityManager,
    ticketId: string,
    kind: RepairEvent['kind'],
    actor: RepairActor,
    text: string,
    at: Date,
  ): Promise<void> {
    await tx.query(
      `insert into repair_event (id, ticket_id, at, kind, person_id, device_id, text) values ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), ticketId, at, kind, actor.personId ?? null, actor.deviceId ?? null, text],
    )
  }

  async events(ticketId: string): Promise<RepairEvent[]> {
    const rows = await this.database.rows<Omit<RepairEvent, 'at'> & { at: Date }>(
      `select e.at, e.kind, coalesce(p.name, d.name) as by, e.text from repair_event e
         left join person p on p.id = e.person_id left join device d on d.id = e.device_id
        where e.ticket_id = $1 order by e.at, e.id`,
      [ticketId],
    )
    return rows.map((row) => ({ ...row, at: row.at.getTime() }))
  }
}
