import { Controller } from '@nestjs/common'
import {
  addNote,
  getSubtitles,
  getTimeline,
  openPlay,
  removeNote,
  reportPlay,
  saveChapters,
  saveSubtitles,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { TimelineService } from './timeline.service.ts'
import { WatchingService } from './watching.service.ts'

@Controller()
export class WatchController {
  constructor(
    private readonly watching: WatchingService,
    private readonly timeline: TimelineService,
  ) {}

  @Endpoint(openPlay)
  open(@Input() { params, body }: EndpointRequest<typeof openPlay>, @CurrentPrincipal() who: Principal) {
    return this.watching.open(who, params.id, body)
  }

  @Endpoint(reportPlay)
  report(@Input() { params, body }: EndpointRequest<typeof reportPlay>, @CurrentPrincipal() who: Principal) {
    return this.watching.report(who, params.id, body)
  }

  @Endpoint(getTimeline)
  get(@Input() { params }: EndpointRequest<typeof getTimeline>, @CurrentPrincipal() who: Principal) {
    return this.timeline.get(who, params.id)
  }

  @Endpoint(saveChapters)
  async chapters(
    @Input() { params, body }: EndpointRequest<typeof saveChapters>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.timeline.saveChapters(who, params.id, body.chapters)
  }

  @Endpoint(saveSubtitles)
  async saveSubtitles(
    @Input() { params, body }: EndpointRequest<typeof saveSubtitles>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.timeline.saveSubtitles(who, params.id, params.language, body.vtt)
  }

  @Endpoint(getSubtitles)
  subtitles(@Input() { params }: EndpointRequest<typeof getSubtitles>, @CurrentPrincipal() who: Principal) {
    return this.timeline.subtitles(who, params.id, params.language)
  }

  @Endpoint(addNote)
  addNote(
    @Input() { params, body }: EndpointRequest<typeof addNote>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.timeline.addNote(who, params.id, body)
  }

  @Endpoint(removeNote)
  async removeNote(
    @Input() { params }: EndpointRequest<typeof removeNote>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.timeline.removeNote(who, params.id)
  }
}
