import { Controller } from '@nestjs/common'
import {
  changeTimetable,
  checkTimetable,
  checkTimetableChange,
  exportTimetable,
  getTimetableWeek,
  importTimetable,
  listFreePlaces,
  listTimetableTargets,
  removeTimetableSlot,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input, InputFile, type UploadedFile } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { TimetableChanges } from './timetable-changes.ts'
import { TimetableCheck } from './timetable-check.ts'
import { TimetableReading } from './timetable-reading.ts'
import { TimetableExport } from './workbook/timetable-export.ts'
import { TimetableImport } from './workbook/timetable-import.ts'

@Controller()
export class TimetableController {
  constructor(
    private readonly reading: TimetableReading,
    private readonly changes: TimetableChanges,
    private readonly checks: TimetableCheck,
    private readonly exports: TimetableExport,
    private readonly imports: TimetableImport,
  ) {}

  @Endpoint(getTimetableWeek)
  week(
    @Input() { query }: EndpointRequest<typeof getTimetableWeek>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.week(who, query)
  }

  @Endpoint(listTimetableTargets)
  targets(
    @Input() { query }: EndpointRequest<typeof listTimetableTargets>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.targets(who, query)
  }

  @Endpoint(checkTimetableChange)
  check(
    @Input() { body }: EndpointRequest<typeof checkTimetableChange>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.changes.check(who, body.termId, body.change)
  }

  @Endpoint(changeTimetable)
  change(
    @Input() { body }: EndpointRequest<typeof changeTimetable>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.changes.apply(who, body.termId, body.change, body.reasons)
  }

  @Endpoint(removeTimetableSlot)
  async remove(
    @Input() { params }: EndpointRequest<typeof removeTimetableSlot>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.changes.remove(who, params.id)
  }

  @Endpoint(listFreePlaces)
  free(
    @Input() { params }: EndpointRequest<typeof listFreePlaces>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.changes.free(who, params.id)
  }

  @Endpoint(checkTimetable)
  findings(
    @Input() { query }: EndpointRequest<typeof checkTimetable>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.checks.run(who, query.termId, query.orgId)
  }

  @Endpoint(exportTimetable)
  export(
    @Input() { query }: EndpointRequest<typeof exportTimetable>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.exports.run(who, query.termId, query.orgId)
  }

  @Endpoint(importTimetable)
  import(
    @Input() { query }: EndpointRequest<typeof importTimetable>,
    @CurrentPrincipal() who: PersonPrincipal,
    @InputFile() file: UploadedFile,
  ) {
    return this.imports.run(who, query, file.content)
  }
}
