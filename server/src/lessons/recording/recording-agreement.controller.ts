import { Controller } from '@nestjs/common'
import {
  getRecordingAgreement,
  setClassConsent,
  setRecordingAgreement,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { LessonAgreements } from './lesson-agreements.ts'

@Controller()
export class RecordingAgreementController {
  constructor(private readonly agreements: LessonAgreements) {}

  @Endpoint(getRecordingAgreement)
  get(
    @Input() { params }: EndpointRequest<typeof getRecordingAgreement>,
    @CurrentPrincipal() who: Principal,
  ) {
    return this.agreements.get(who, params.id)
  }

  @Endpoint(setRecordingAgreement)
  set(
    @Input() { params, body }: EndpointRequest<typeof setRecordingAgreement>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.agreements.set(who, params.id, body)
  }

  @Endpoint(setClassConsent)
  answer(
    @Input() { params, body }: EndpointRequest<typeof setClassConsent>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.agreements.answer(who, params.id, body)
  }
}
