import { Controller } from '@nestjs/common'
import {
  getEvidence,
  getMarkVoice,
  getObservation,
  handInSheet,
  putMarkVoice,
  putSheet,
  syncSheet,
  takeBackSheet,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input, InputFile, type UploadedFile } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { EvidenceReading } from './evidence.ts'
import { MarkVoices } from './mark-voices.ts'
import { SheetSync } from './sheet-sync.ts'
import { Sheets } from './sheets.ts'

@Controller()
export class ObservationController {
  constructor(
    private readonly sheets: Sheets,
    private readonly sync: SheetSync,
    private readonly voices: MarkVoices,
    private readonly evidence: EvidenceReading,
  ) {}

  @Endpoint(getObservation)
  observation(
    @Input() { params }: EndpointRequest<typeof getObservation>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.sheets.observation(who, params.id)
  }

  @Endpoint(putSheet)
  putSheet(
    @Input() { params, body }: EndpointRequest<typeof putSheet>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.sheets.put(who, params, body)
  }

  @Endpoint(syncSheet)
  syncSheet(
    @Input() { params, body }: EndpointRequest<typeof syncSheet>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.sync.take(who, params.id, body)
  }

  @Endpoint(putMarkVoice)
  putVoice(
    @Input() { params }: EndpointRequest<typeof putMarkVoice>,
    @InputFile() file: UploadedFile,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.voices.put(who, params.id, file.content)
  }

  @Endpoint(getMarkVoice)
  getVoice(
    @Input() { params }: EndpointRequest<typeof getMarkVoice>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.voices.open(who, params.id)
  }

  @Endpoint(handInSheet)
  handIn(
    @Input() { params, body }: EndpointRequest<typeof handInSheet>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.sheets.handIn(who, params.id, body.marks)
  }

  @Endpoint(takeBackSheet)
  takeBack(
    @Input() { params }: EndpointRequest<typeof takeBackSheet>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.sheets.takeBack(who, params.id)
  }

  @Endpoint(getEvidence)
  readEvidence(
    @Input() { params, query }: EndpointRequest<typeof getEvidence>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.evidence.read(who, params.id, query.lessonId)
  }
}
