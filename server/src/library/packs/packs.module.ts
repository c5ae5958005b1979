import { Module } from '@nestjs/common'
import { ResourceCards } from '../resources/resource-cards.ts'
import { PackBuilder } from './pack-builder.ts'
import { PackContents } from './pack-contents.ts'
import { PackDelivery } from './pack-delivery.ts'
import { PackQueue } from './pack-queue.ts'
import { PackStore } from './pack-store.ts'
import { PackWorker } from './pack-worker.ts'
import { PacksController } from './packs.controller.ts'
import { PacksService } from './packs.service.ts'

/** Resources taken home where the line is thin: chosen, built, signed, delivered. */
@Module({
  controllers: [PacksController],
  providers: [
    PackBuilder,
    PackContents,
    PackDelivery,
    PackQueue,
    PackStore,
    PackWorker,
    PacksService,
    ResourceCards,
  ],
})
export class PacksModule {}
