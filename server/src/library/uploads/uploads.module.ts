import { Module, type OnModuleInit } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { TusDoor } from './tus-door.ts'
import { UploadFiles } from './upload-files.ts'
import { UploadsController } from './uploads.controller.ts'
import { UploadsService } from './uploads.service.ts'

@Module({
  imports: [CurriculumModule],
  controllers: [UploadsController],
  providers: [TusDoor, UploadFiles, UploadsService],
  exports: [TusDoor, UploadsService],
})
export class UploadsModule implements OnModuleInit {
  constructor(
    private readonly schedule: JobSchedule,
    private readonly uploads: UploadsService,
  ) {}

  onModuleInit() {
    this.schedule.cron('uploads.clean-up', '25 * * * *', () => this.uploads.cleanUp())
  }
}
