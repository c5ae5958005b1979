import { Module, type DynamicModule } from '@nestjs/common'
import { CoursesModule } from './courses/courses.module.ts'
import { CurriculumModule } from './curriculum/curriculum.module.ts'
import { DATABASE_PARTS } from './database-parts.ts'
import { GenerationModule } from './lessons/generation/generation.module.ts'
import { LessonsModule } from './lessons/lessons.module.ts'
import { ObservingModule } from './lessons/observing/observing.module.ts'
import { RoomsModule } from './lessons/rooms/rooms.module.ts'
import { LibraryModule } from './library/library.module.ts'
import { PeopleModule } from './people/people.module.ts'
import type { Config } from './platform/config.ts'
import type { Logger } from './platform/logger.ts'
import { SCHEDULE_MODULES } from './schedule/schedule-modules.ts'
import { PlatformModule } from './platform/platform.module.ts'
import { RecordingsModule } from './recordings/recordings.module.ts'
import { ResearchModule } from './research/research.module.ts'
import { ReplaysModule } from './recordings/replays.module.ts'
import { VisitsModule } from './training/visits/visits.module.ts'
import { TrainingModule } from './training/training.module.ts'

const ROOMS = [
  PeopleModule,
  CurriculumModule,
  LibraryModule,
  ...SCHEDULE_MODULES,
  LessonsModule,
  GenerationModule,
  ObservingModule,
  RoomsModule,
  CoursesModule,
  RecordingsModule,
  ReplaysModule,
  ResearchModule,
  TrainingModule,
  VisitsModule,
]

@Module({})
export class JobsModule {
  static forRoot(config: Config, logger: Logger): DynamicModule {
    return {
      module: JobsModule,
      imports: [PlatformModule.forRoot({ config, logger, database: DATABASE_PARTS }), ...ROOMS],
    }
  }
}
