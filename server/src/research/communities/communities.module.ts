import { Module } from '@nestjs/common'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { CommunitiesController } from './communities.controller.ts'
import { CommunityDesk } from './community-desk.ts'
import { CommunityPlan } from './community-plan.ts'
import { CommunityReading } from './community-reading.ts'

/** Communities of teachers across schools. */
@Module({
  imports: [SessionsModule],
  controllers: [CommunitiesController],
  providers: [CommunityDesk, CommunityPlan, CommunityReading],
})
export class CommunitiesModule {}
