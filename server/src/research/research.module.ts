import { Module } from '@nestjs/common'
import { CommunitiesModule } from './communities/communities.module.ts'
import { DesignsModule } from './design/designs.module.ts'
import { ObservationModule } from './observation/observation.module.ts'
import { OutcomeModule } from './outcome/outcome.module.ts'
import { SessionsModule } from './sessions/sessions.module.ts'

/** 同步教研: teachers of several schools prepare, teach, observe and improve lessons together. */
@Module({ imports: [SessionsModule, CommunitiesModule, DesignsModule, ObservationModule, OutcomeModule] })
export class ResearchModule {}
