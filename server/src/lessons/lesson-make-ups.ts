import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'

/** Which lesson makes up for which (domain §4.1: within two weeks), class by class. */
@Injectable()
export class LessonMakeUps {
  /** Classes that missed the lesson `failedId` have it made up by `lessonId`. Classes that were not in it are new there. */
  async link(tx: EntityManager, lessonId: string, failedId: string): Promise<void> {
    await tx.query(
      `insert into leg_make_up (leg_id, failed_leg_id)
       select g.id, f.id from lesson_leg g join lesson_leg f on f.lesson_id = $2 and f.class_id = g.class_id
        where g.lesson_id = $1
       on conflict (leg_id) do nothing`,
      [lessonId, failedId],
    )
  }

  /** A make-up that moves to another time still makes up for the same. */
  async carry(tx: EntityManager, fromId: string, toId: string): Promise<void> {
    await tx.query(
      `insert into leg_make_up (leg_id, failed_leg_id)
       select g.id, m.failed_leg_id from lesson_leg g
         join lesson_leg o on o.lesson_id = $1 and o.class_id = g.class_id
         join leg_make_up m on m.leg_id = o.id
        where g.lesson_id = $2
       on conflict (leg_id) do nothing`,
      [fromId, toId],
    )
  }
}
