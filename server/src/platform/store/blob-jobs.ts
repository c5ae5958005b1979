import { Injectable, type OnModuleInit } from '@nestjs/common'
import { JobSchedule } from '../jobs/job-schedule.ts'
import { InjectLogger, type Logger } from '../logger.ts'
import { BlobStore } from './blob-store.ts'

@Injectable()
export class BlobJobs implements OnModuleInit {
  constructor(
    private readonly schedule: JobSchedule,
    private readonly blobs: BlobStore,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onModuleInit() {
    this.schedule.cron('blobs.collect', '10 2 * * *', async () => {
      const count = await this.blobs.collect()
      if (count > 0) this.logger.info({ count }, 'Let go of blobs that nothing needs')
    })
  }
}
