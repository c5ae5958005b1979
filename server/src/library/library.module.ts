import { Module } from '@nestjs/common'
import { CurriculumModule } from '../curriculum/curriculum.module.ts'
import { Delivery } from './files/delivery.ts'
import { FilesController } from './files/files.controller.ts'
import { LibraryJobs } from './library-jobs.ts'
import { LibraryPolicies } from './library-policies.ts'
import { ProcessingModule } from './processing/processing.module.ts'
import { LineageSources } from './resources/lineage-sources.ts'
import { ResourceCards } from './resources/resource-cards.ts'
import { ResourceChange } from './resources/resource-change.ts'
import { ResourceDrafts } from './resources/resource-drafts.ts'
import { ResourceReading } from './resources/resource-reading.ts'
import { ResourceStore } from './resources/resource-store.ts'
import { ResourcesController } from './resources/resources.controller.ts'
import { ReviewDesk } from './review/review-desk.ts'
import { ReviewQueue } from './review/review-queue.ts'
import { ReviewController } from './review/review.controller.ts'
import { StandingOrders } from './review/standing-orders.ts'
import { UploadsModule } from './uploads/uploads.module.ts'

@Module({
  imports: [CurriculumModule, ProcessingModule, UploadsModule],
  controllers: [ResourcesController, ReviewController, FilesController],
  providers: [
    Delivery,
    LibraryJobs,
    LibraryPolicies,
    LineageSources,
    ResourceCards,
    ResourceChange,
    ResourceDrafts,
    ResourceReading,
    ResourceStore,
    ReviewDesk,
    ReviewQueue,
    StandingOrders,
  ],
  exports: [LineageSources],
})
export class LibraryModule {}
