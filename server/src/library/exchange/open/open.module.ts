import { Module } from '@nestjs/common'
import { FeedController } from '../feed/feed.controller.ts'
import { FeedService } from '../feed/feed.service.ts'
import { OaiController } from '../oai/oai.controller.ts'
import { OaiService } from '../oai/oai.service.ts'
import { OpenRecords } from './open-records.ts'

/** What the world outside is told of the library. */
@Module({
  controllers: [FeedController, OaiController],
  providers: [FeedService, OaiService, OpenRecords],
  exports: [OpenRecords],
})
export class OpenModule {}
