import { Module, type OnModuleInit } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { Config } from '../../platform/config.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { RepairStore } from './repair-store.ts'
import { RoomDay } from './room-day.ts'
import { RoomFactsReader } from './room-facts.ts'
import { RoomPolicies } from './room-policies.ts'
import { RoomReading } from './room-reading.ts'
import { RoomRepairs } from './room-repairs.ts'
import { RoomReports } from './room-reports.ts'
import { RoomWatch } from './room-watch.ts'
import { RoomsController } from './rooms.controller.ts'

/** Classrooms and their devices: what they show, how they are, what is done about it. */
@Module({
  imports: [CurriculumModule],
  controllers: [RoomsController],
  providers: [
    RepairStore,
    RoomDay,
    RoomFactsReader,
    RoomPolicies,
    RoomReading,
    RoomRepairs,
    RoomReports,
    RoomWatch,
  ],
})
export class RoomsModule implements OnModuleInit {
  constructor(
    private readonly schedule: JobSchedule,
    private readonly config: Config,
    private readonly watch: RoomWatch,
    private readonly reports: RoomReports,
  ) {}

  onModuleInit() {
    this.schedule.tick('rooms.watch', this.config.roomWatchMs, () => this.watch.pass())
    this.schedule.cron('rooms.forget', '50 3 * * *', () => this.reports.forget())
  }
}
