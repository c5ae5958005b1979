import { Controller, Req } from '@nestjs/common'
import {
  exportTeacherHours,
  getTrainingOverview,
  issueCertificates,
  listCertificates,
  listTeacherHours,
  printCertificate,
  remindTeachers,
  revokeCertificate,
  verifyCertificate,
  type EndpointRequest,
} from '@tongke/contract'
import type { FastifyRequest } from 'fastify'
import type { PersonPrincipal } from '../people/principal.ts'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { PublicAddress } from '../platform/http/public-address.ts'
import { Certificates } from './certificates/certificates.ts'
import { TeacherHoursDesk } from './overview/teacher-hours.ts'
import { TrainingPapers } from './record/training-papers.ts'

@Controller()
export class TrainingCountyController {
  constructor(
    private readonly teachers: TeacherHoursDesk,
    private readonly certificates: Certificates,
    private readonly papers: TrainingPapers,
    private readonly address: PublicAddress,
  ) {}

  @Endpoint(getTrainingOverview)
  overview(
    @Input() { query }: EndpointRequest<typeof getTrainingOverview>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.teachers.overview(who, query.cycle)
  }

  @Endpoint(listTeacherHours)
  list(
    @Input() { query }: EndpointRequest<typeof listTeacherHours>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.teachers.list(who, query)
  }

  @Endpoint(exportTeacherHours)
  workbook(
    @Input() { query }: EndpointRequest<typeof exportTeacherHours>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.papers.list(who, query)
  }

  @Endpoint(remindTeachers)
  remind(
    @Input() { body }: EndpointRequest<typeof remindTeachers>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.teachers.remind(who, body)
  }

  @Endpoint(listCertificates)
  certificatesOf(
    @Input() { query }: EndpointRequest<typeof listCertificates>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.certificates.list(who, query)
  }

  @Endpoint(issueCertificates)
  issue(
    @Input() { body }: EndpointRequest<typeof issueCertificates>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.certificates.issue(who, body)
  }

  @Endpoint(revokeCertificate)
  revoke(
    @Input() { params, body }: EndpointRequest<typeof revokeCertificate>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.certificates.revoke(who, params.id, body.reason)
  }

  @Endpoint(printCertificate)
  print(
    @Input() { params }: EndpointRequest<typeof printCertificate>,
    @CurrentPrincipal() who: PersonPrincipal,
    @Req() request: FastifyRequest,
  ) {
    return this.papers.certificate(who, params.id, this.address.of(request))
  }

  @Endpoint(verifyCertificate)
  async verify(@Input() { params }: EndpointRequest<typeof verifyCertificate>) {
    return this.certificates.verify(params.number, await this.papers.issuer())
  }
}
