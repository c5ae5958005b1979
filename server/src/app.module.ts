import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core'
import { CoursesModule } from './courses/courses.module.ts'
import { CurriculumModule } from './curriculum/curriculum.module.ts'
import { DATABASE_PARTS } from './database-parts.ts'
import { GenerationModule } from './lessons/generation/generation.module.ts'
import { LessonsModule } from './lessons/lessons.module.ts'
import { ObservingModule } from './lessons/observing/observing.module.ts'
import { RoomsModule } from './lessons/rooms/rooms.module.ts'
import { FirstPasswordGuard } from './people/first-password.guard.ts'
import { PackagesModule } from './library/exchange/packages/packages.module.ts'
import { LibraryModule } from './library/library.module.ts'
import { PeopleModule } from './people/people.module.ts'
import type { Config } from './platform/config.ts'
import { EndpointGuard } from './platform/http/endpoint.guard.ts'
import { EndpointInterceptor } from './platform/http/endpoint.interceptor.ts'
import { ErrorFilter } from './platform/http/error.filter.ts'
import type { Logger } from './platform/logger.ts'
import { SCHEDULE_MODULES } from './schedule/schedule-modules.ts'
import { PlatformModule } from './platform/platform.module.ts'
import { RecordingsModule } from './recordings/recordings.module.ts'
import { ReplaysModule } from './recordings/replays.module.ts'
import { ResearchModule } from './research/research.module.ts'
import { ReportsModule } from './reports/reports.module.ts'
import { ProgrammesModule } from './training/programmes/programmes.module.ts'
import { VisitsModule } from './training/visits/visits.module.ts'
import { TrainingModule } from './training/training.module.ts'

/** The rooms of the house, lowest first. */
const ROOMS = [
  PeopleModule,
  CurriculumModule,
  LibraryModule,
  PackagesModule,
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
  ProgrammesModule,
  VisitsModule,
  ReportsModule,
]

@Module({})
export class AppModule {
  static forRoot(config: Config, logger: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.forRoot({ config, logger, database: DATABASE_PARTS }), ...ROOMS],
      providers: [
        { provide: APP_GUARD, useClass: EndpointGuard },
        { provide: APP_GUARD, useClass: FirstPasswordGuard },
        { provide: APP_INTERCEPTOR, useClass: EndpointInterceptor },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    }
  }
}
