import { Injectable, type OnModuleInit } from '@nestjs/common'
import { LineageSources } from '../library/resources/lineage-sources.ts'
import { LessonReading } from './lesson-reading.ts'

/** A resource may come from a lesson that its author may see. */
@Injectable()
export class LessonLineage implements OnModuleInit {
  constructor(
    private readonly sources: LineageSources,
    private readonly reading: LessonReading,
  ) {}

  onModuleInit() {
    this.sources.register('lesson', async (who, id) => (await this.reading.summary(who, id)).title)
  }
}
