import { Injectable } from '@nestjs/common'
import { PolicyRules } from '../../curriculum/policy-rules.ts'
import { LESSON_POLICY_DEFAULTS, type LessonPolicy } from '../lesson-policy.rules.ts'
import { ROOM_POLICY_DEFAULTS, type RoomPolicy } from './room-policy.rules.ts'

/** The numbers rooms are looked after by today, with those of lessons they rest on. */
@Injectable()
export class RoomPolicies {
  constructor(private readonly rules: PolicyRules) {}

  async today(): Promise<{ room: RoomPolicy; lesson: LessonPolicy }> {
    const [room, lesson] = [await this.rules.of('room'), await this.rules.of('lesson')]
    return { room: { ...ROOM_POLICY_DEFAULTS, ...room }, lesson: { ...LESSON_POLICY_DEFAULTS, ...lesson } }
  }
}
