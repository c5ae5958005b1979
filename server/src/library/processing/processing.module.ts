import { Module } from '@nestjs/common'
import { ProcessingMetrics } from './processing-metrics.ts'
import { ProcessingQueue } from './processing-queue.ts'
import { ProcessingWorker } from './processing-worker.ts'
import { ProcessingController } from './processing.controller.ts'
import { ProcessingService } from './processing.service.ts'

/** What is made from uploaded files: videos that play on thin lines, pages, pictures. */
@Module({
  controllers: [ProcessingController],
  providers: [ProcessingMetrics, ProcessingQueue, ProcessingService, ProcessingWorker],
  exports: [ProcessingQueue],
})
export class ProcessingModule {}
