import { Controller } from '@nestjs/common'
import {
  closeCourse,
  createCourse,
  discardCourse,
  getCourse,
  listCourses,
  listLessonChoices,
  openCourse,
  proposeCourse,
  reviewCourse,
  reviseCourse,
  saveOutline,
  startCourse,
  updateCourse,
  withdrawCourse,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../people/principal.ts'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { CourseContents } from './course-contents.ts'
import { CourseDesk } from './course-desk.ts'
import { CourseReading } from './course-reading.ts'

@Controller()
export class CoursesController {
  constructor(
    private readonly desk: CourseDesk,
    private readonly reading: CourseReading,
    private readonly contents: CourseContents,
  ) {}

  @Endpoint(listCourses)
  list(@Input() { query }: EndpointRequest<typeof listCourses>, @CurrentPrincipal() who: Principal) {
    return this.reading.list(who, query)
  }

  @Endpoint(createCourse)
  async create(
    @Input() { body }: EndpointRequest<typeof createCourse>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.detail(who, await this.desk.create(who, body))
  }

  @Endpoint(getCourse)
  get(@Input() { params }: EndpointRequest<typeof getCourse>, @CurrentPrincipal() who: Principal) {
    return this.reading.detail(who, params.id)
  }

  @Endpoint(updateCourse)
  async update(
    @Input() { params, body }: EndpointRequest<typeof updateCourse>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.update(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(discardCourse)
  async discard(
    @Input() { params }: EndpointRequest<typeof discardCourse>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.discard(who, params.id)
  }

  @Endpoint(saveOutline)
  async saveOutline(
    @Input() { params, body }: EndpointRequest<typeof saveOutline>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.saveOutline(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(listLessonChoices)
  async lessonChoices(
    @Input() { params, query }: EndpointRequest<typeof listLessonChoices>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.contents.lessonChoices(who, await this.reading.see(who, params.id), query.search)
  }

  @Endpoint(proposeCourse)
  async propose(
    @Input() { params, body }: EndpointRequest<typeof proposeCourse>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.propose(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(withdrawCourse)
  async withdraw(
    @Input() { params, body }: EndpointRequest<typeof withdrawCourse>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.withdraw(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(reviewCourse)
  async review(
    @Input() { params, body }: EndpointRequest<typeof reviewCourse>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.review(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(reviseCourse)
  async revise(
    @Input() { params, body }: EndpointRequest<typeof reviseCourse>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.revise(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(openCourse)
  async open(
    @Input() { params, body }: EndpointRequest<typeof openCourse>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.open(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(startCourse)
  async start(
    @Input() { params, body }: EndpointRequest<typeof startCourse>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.start(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(closeCourse)
  async close(
    @Input() { params, body }: EndpointRequest<typeof closeCourse>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.close(who, params.id, body)
    return this.reading.detail(who, params.id)
  }
}
