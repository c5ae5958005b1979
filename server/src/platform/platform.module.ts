import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Audit } from './audit/audit.service.ts'
import { Clock } from './clock.ts'
import { Config } from './config.ts'
import type { DatabasePart } from './database/database-part.ts'
import { createDataSource } from './database/data-source.ts'
import { Database } from './database/database.ts'
import { Notices } from './database/notices.ts'
import { HealthController } from './health/health.controller.ts'
import { HealthRegistry } from './health/health.ts'
import { PublicAddress } from './http/public-address.ts'
import { ProcessBeats } from './health/process-beats.ts'
import { JobSchedule } from './jobs/job-schedule.ts'
import { LOGGER, NestLogger, type Logger } from './logger.ts'
import { Metrics } from './metrics/metrics.ts'
import { BlobJobs } from './store/blob-jobs.ts'
import { BlobStore } from './store/blob-store.ts'
import { ObjectStore } from './store/object-store.ts'
import { openStore } from './store/open-store.ts'
import { Throttle } from './throttle/throttle.ts'
import { WorkbookReader } from './workbook/workbook-reader.ts'
import { Tools } from './tools/tools.ts'

interface PlatformOptions {
  readonly config: Config
  readonly logger: Logger
  readonly database: readonly DatabasePart[]
}

const SERVICES = [
  Audit,
  BlobJobs,
  BlobStore,
  Clock,
  Database,
  HealthRegistry,
  JobSchedule,
  Metrics,
  NestLogger,
  Notices,
  ProcessBeats,
  PublicAddress,
  Throttle,
  WorkbookReader,
  Tools,
]

/** What every module stands on; knows no school. Global, so modules need not import it. */
@Module({})
export class PlatformModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    private readonly database: Database,
    private readonly health: HealthRegistry,
    private readonly beats: ProcessBeats,
    private readonly store: ObjectStore,
  ) {}

  static forRoot({ config, logger, database }: PlatformOptions): DynamicModule {
    const source = { provide: DataSource, useFactory: () => createDataSource(config, database).initialize() }
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController],
      providers: [
        { provide: Config, useValue: config },
        { provide: LOGGER, useValue: logger },
        source,
        { provide: ObjectStore, useFactory: openStore, inject: [Config] },
        ...SERVICES,
      ],
      exports: [Config, LOGGER, DataSource, ObjectStore, ...SERVICES],
    }
  }

  onModuleInit() {
    this.health.register('database', {
      vital: true,
      check: async () => {
        await this.database.rows('select 1')
        return { status: 'ok' }
      },
    })
    this.health.register('store', {
      vital: false,
      check: async () => {
        await this.store.check()
        return { status: 'ok' }
      },
    })
    this.health.register('jobs', { vital: false, check: () => this.beats.state('jobs') })
  }

  async onApplicationShutdown() {
    if (this.source.isInitialized) await this.source.destroy()
  }
}
