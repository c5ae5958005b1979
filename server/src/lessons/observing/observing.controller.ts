import { Controller } from '@nestjs/common'
import {
  deleteMyNote,
  joinMasterLesson,
  leaveMasterLesson,
  listMasterLessons,
  listMyNotes,
  listObservers,
  putMyNote,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { LessonNotes } from './lesson-notes.ts'
import { LessonObservers } from './lesson-observers.ts'
import { MasterLessons } from './master-lessons.ts'

@Controller()
export class ObservingController {
  constructor(
    private readonly lessons: MasterLessons,
    private readonly observers: LessonObservers,
    private readonly notes: LessonNotes,
  ) {}

  @Endpoint(listMasterLessons)
  list(
    @Input() { query }: EndpointRequest<typeof listMasterLessons>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.lessons.list(who, query)
  }

  @Endpoint(joinMasterLesson)
  join(
    @Input() { params }: EndpointRequest<typeof joinMasterLesson>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.lessons.join(who, params.id)
  }

  @Endpoint(leaveMasterLesson)
  leave(
    @Input() { params }: EndpointRequest<typeof leaveMasterLesson>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.lessons.leave(who, params.id)
  }

  @Endpoint(listObservers)
  listObservers(
    @Input() { params }: EndpointRequest<typeof listObservers>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.observers.list(who, params.id)
  }

  @Endpoint(listMyNotes)
  listNotes(
    @Input() { params }: EndpointRequest<typeof listMyNotes>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.notes.list(who, params.id)
  }

  @Endpoint(putMyNote)
  putNote(
    @Input() { params, body }: EndpointRequest<typeof putMyNote>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.notes.put(who, params, body)
  }

  @Endpoint(deleteMyNote)
  async deleteNote(
    @Input() { params }: EndpointRequest<typeof deleteMyNote>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.notes.remove(who, params.id, params.noteId)
  }
}
