import { Controller } from '@nestjs/common'
import {
  allowRecordingDownload,
  createClip,
  deleteRecording,
  deleteReplayNote,
  getRecordingFilm,
  getReplay,
  getReplayPage,
  getReplayPiece,
  holdRecording,
  listClips,
  listRecordingViews,
  putReplayNote,
  shareRecording,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../people/principal.ts'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { ClipsService } from './clips/clips.service.ts'
import { RecordingDesk } from './keeping/recording-desk.ts'
import { ReplayDelivery } from './replay/replay-delivery.ts'
import { ReplayNotes } from './replay/replay-notes.ts'
import { ReplayService } from './replay/replay.service.ts'

@Controller()
export class ReplaysController {
  constructor(
    private readonly replays: ReplayService,
    private readonly delivery: ReplayDelivery,
    private readonly desk: RecordingDesk,
    private readonly clips: ClipsService,
    private readonly notes: ReplayNotes,
  ) {}

  @Endpoint(getReplay)
  get(@Input() { params }: EndpointRequest<typeof getReplay>, @CurrentPrincipal() who: Principal) {
    return this.replays.get(who, params.id)
  }

  @Endpoint(getReplayPiece)
  piece(
    @Input() { params, query }: EndpointRequest<typeof getReplayPiece>,
    @CurrentPrincipal() who: Principal,
  ) {
    return this.delivery.piece(who, params, query.view)
  }

  @Endpoint(getReplayPage)
  page(@Input() { params }: EndpointRequest<typeof getReplayPage>, @CurrentPrincipal() who: Principal) {
    return this.delivery.page(who, params.id, params.fileId, params.name)
  }

  @Endpoint(putReplayNote)
  putNote(
    @Input() { params, body }: EndpointRequest<typeof putReplayNote>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.notes.put(who, params, body)
  }

  @Endpoint(deleteReplayNote)
  async removeNote(
    @Input() { params }: EndpointRequest<typeof deleteReplayNote>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.notes.remove(who, params)
  }

  @Endpoint(listRecordingViews)
  views(
    @Input() { params, query }: EndpointRequest<typeof listRecordingViews>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.replays.views(who, params.id, query)
  }

  @Endpoint(shareRecording)
  async share(
    @Input() { params, body }: EndpointRequest<typeof shareRecording>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.share(who, params.id, body.scope)
  }

  @Endpoint(holdRecording)
  async hold(
    @Input() { params, body }: EndpointRequest<typeof holdRecording>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.hold(who, params.id, body.hold, body.reason)
  }

  @Endpoint(allowRecordingDownload)
  async allowDownload(
    @Input() { params, body }: EndpointRequest<typeof allowRecordingDownload>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.allowDownloads(who, params.id, body.allowed, body.reason)
  }

  @Endpoint(deleteRecording)
  async remove(
    @Input() { params }: EndpointRequest<typeof deleteRecording>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.remove(who, params.id)
  }

  @Endpoint(getRecordingFilm)
  film(
    @Input() { params }: EndpointRequest<typeof getRecordingFilm>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.delivery.film(who, params.id)
  }

  @Endpoint(createClip)
  clip(
    @Input() { params, body }: EndpointRequest<typeof createClip>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.clips.create(who, params.id, body)
  }

  @Endpoint(listClips)
  listClips(
    @Input() { params }: EndpointRequest<typeof listClips>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.clips.list(who, params.id)
  }
}
