import { Module, type DynamicModule } from '@nestjs/common'
import { CoursesModule } from './courses/courses.module.ts'
import { CurriculumModule } from './curriculum/curriculum.module.ts'
import { DATABASE_PARTS } from './database-parts.ts'
import { LessonsModule } from './lessons/lessons.module.ts'
import { ObservingModule } from './lessons/observing/observing.module.ts'
import { RoomsModule } from './lessons/rooms/rooms.module.ts'
import { LibraryModule } from './library/library.module.ts'
import { PeopleModule } from './people/people.module.ts'
import type { Config } from './platform/config.ts'
import type { Logger } from './platform/logger.ts'
import { PlatformModule } from './platform/platform.module.ts'

const ROOMS = [
  PeopleModule,
  CurriculumModule,
  LibraryModule,
  LessonsModule,
  ObservingModule,
  RoomsModule,
  CoursesModule,
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
