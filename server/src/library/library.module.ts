import { Module } from '@nestjs/common'
import { CurriculumModule } from '../curriculum/curriculum.module.ts'
import { OpenModule } from './exchange/open/open.module.ts'
import { XapiModule } from './exchange/xapi/xapi.module.ts'
import { Delivery } from './files/delivery.ts'
import { FileAccess } from './files/file-access.ts'
import { FilesController } from './files/files.controller.ts'
import { Entries } from './find/entries.ts'
import { FindController } from './find/find.controller.ts'
import { FindService } from './find/find.service.ts'
import { LibraryIndex } from './find/library-index.ts'
import { LibraryWords } from './find/library-words.ts'
import { LibraryMatches } from './find/matches.ts'
import { Popularity } from './find/popularity.ts'
import { LibraryProfiles } from './find/profiles.ts'
import { LibraryJobs } from './library-jobs.ts'
import { LibraryPolicies } from './library-policies.ts'
import { PacksModule } from './packs/packs.module.ts'
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
import { WithdrawnList } from './review/withdrawn-list.ts'
import { UploadsModule } from './uploads/uploads.module.ts'
import { CollectionsService } from './use/collections.service.ts'
import { CommentsService } from './use/comments.service.ts'
import { OnlineResources } from './use/online-resources.ts'
import { OwnUseService } from './use/own-use.service.ts'
import { QrCodes } from './use/qr-codes.ts'
import { UsageService } from './use/usage.service.ts'
import { UseController } from './use/use.controller.ts'
import { TimelineService } from './watch/timeline.service.ts'
import { WatchController } from './watch/watch.controller.ts'
import { WatchingService } from './watch/watching.service.ts'

@Module({
  imports: [CurriculumModule, OpenModule, PacksModule, ProcessingModule, UploadsModule, XapiModule],
  controllers: [
    FindController,
    ResourcesController,
    ReviewController,
    FilesController,
    WatchController,
    UseController,
  ],
  providers: [
    CollectionsService,
    CommentsService,
    Delivery,
    Entries,
    FileAccess,
    FindService,
    LibraryIndex,
    LibraryJobs,
    LibraryMatches,
    LibraryPolicies,
    LibraryProfiles,
    LibraryWords,
    OnlineResources,
    OwnUseService,
    Popularity,
    QrCodes,
    TimelineService,
    UsageService,
    WatchingService,
    LineageSources,
    ResourceCards,
    ResourceChange,
    ResourceDrafts,
    ResourceReading,
    ResourceStore,
    ReviewDesk,
    ReviewQueue,
    StandingOrders,
    WithdrawnList,
  ],
  exports: [LibraryPolicies, LineageSources, OnlineResources, ResourceDrafts],
})
export class LibraryModule {}
