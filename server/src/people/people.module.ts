import { Global, Module } from '@nestjs/common'
import { Authenticator } from '../platform/http/principal.ts'
import { AuditController } from './audit.controller.ts'
import { AuditService } from './audit.service.ts'
import { CookieAuthenticator } from './authenticator.ts'
import { CookieJar } from './cookies.ts'
import { DeviceController } from './device.controller.ts'
import { DeviceService } from './device.service.ts'
import { EnrolmentService } from './enrolment.service.ts'
import { PeopleImport } from './import/people-import.service.ts'
import { OrganizationController } from './organization.controller.ts'
import { OrganizationService } from './organization.service.ts'
import { PeopleJobs } from './people-jobs.ts'
import { PersonController } from './person.controller.ts'
import { PersonService } from './person.service.ts'
import { SchoolClassController } from './school-class.controller.ts'
import { SchoolClassService } from './school-class.service.ts'
import { SessionController } from './session.controller.ts'
import { SessionService } from './session.service.ts'

/** Organizations, classes, people, sessions and room devices. Global: every other module asks who somebody is. */
@Global()
@Module({
  controllers: [
    SessionController,
    OrganizationController,
    SchoolClassController,
    PersonController,
    DeviceController,
    AuditController,
  ],
  providers: [
    { provide: Authenticator, useClass: CookieAuthenticator },
    AuditService,
    CookieJar,
    DeviceService,
    EnrolmentService,
    OrganizationService,
    PeopleImport,
    PeopleJobs,
    PersonService,
    SchoolClassService,
    SessionService,
  ],
  exports: [
    Authenticator,
    DeviceService,
    EnrolmentService,
    OrganizationService,
    SchoolClassService,
    SessionService,
  ],
})
export class PeopleModule {}
