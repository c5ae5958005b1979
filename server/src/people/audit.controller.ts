import { Controller } from '@nestjs/common'
import { listAudit, type EndpointRequest } from '@tongke/contract'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { AuditService } from './audit.service.ts'
import type { PersonPrincipal } from './principal.ts'

@Controller()
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Endpoint(listAudit)
  list(@Input() { query }: EndpointRequest<typeof listAudit>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.audit.list(who, query)
  }
}
