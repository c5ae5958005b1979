import { Module, type OnModuleInit } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { LessonsModule } from '../../lessons/lessons.module.ts'
import { LibraryModule } from '../../library/library.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { SessionWorkSources } from '../sessions/session-work.ts'
import { DesignComments } from './design-comments.ts'
import { DesignDesk } from './design-desk.ts'
import { DesignDocuments } from './design-documents.ts'
import { DesignFeed } from './design-feed.ts'
import { DesignGate } from './design-gate.ts'
import { DesignLog } from './design-log.ts'
import { DesignPlaneGateway } from './design-plane.gateway.ts'
import { DesignPresences } from './design-presence.ts'
import { DesignReading } from './design-reading.ts'
import { DesignStore } from './design-store.ts'
import { DesignSync } from './design-sync.ts'
import { DesignsController } from './designs.controller.ts'

/** Lesson designs that members of a session write together. */
@Module({
  imports: [CurriculumModule, LibraryModule, LessonsModule, SessionsModule],
  controllers: [DesignsController],
  providers: [
    DesignComments,
    DesignDesk,
    DesignDocuments,
    DesignFeed,
    DesignGate,
    DesignLog,
    DesignPlaneGateway,
    DesignPresences,
    DesignReading,
    DesignStore,
    DesignSync,
  ],
  exports: [DesignReading],
})
export class DesignsModule implements OnModuleInit {
  constructor(
    private readonly sources: SessionWorkSources,
    private readonly store: DesignStore,
  ) {}

  onModuleInit() {
    this.sources.register({
      designs: ({ id, mainPreparerId }, tx) => this.store.countVersionsBy(id, mainPreparerId, tx),
    })
  }
}
