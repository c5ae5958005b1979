import { Injectable } from '@nestjs/common'
import type { Lineage } from '@tongke/contract'
import type { z } from 'zod'
import type { PersonPrincipal } from '../../people/principal.ts'

type Source = Pick<z.infer<typeof Lineage>, 'kind' | 'id'>
type Asked = (who: PersonPrincipal, lessonId: string) => Promise<readonly Source[]>

/** What a lesson was part of, for resources that are cut out of its recording. Rooms above register theirs. */
@Injectable()
export class LessonOrigins {
  private readonly asked: Asked[] = []

  register(asked: Asked): void {
    this.asked.push(asked)
  }

  /** As far as `who` may see it. */
  async of(who: PersonPrincipal, lessonId: string): Promise<Source[]> {
    return (await Promise.all(this.asked.map((ask) => ask(who, lessonId)))).flat()
  }
}
