import { Controller } from '@nestjs/common'
import { getLessonTalk, type EndpointRequest } from '@tongke/contract'
import type { PersonPrincipal } from '../people/principal.ts'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { LessonTalkLedger } from './lesson-talk.ts'

@Controller()
export class LessonTalkController {
  constructor(private readonly talk: LessonTalkLedger) {}

  @Endpoint(getLessonTalk)
  read(@Input() { params }: EndpointRequest<typeof getLessonTalk>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.talk.read(who, params.id)
  }
}
