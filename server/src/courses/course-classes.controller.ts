import { Controller } from '@nestjs/common'
import {
  answerCourseQuestion,
  askCourseQuestion,
  listCourseClasses,
  listCourseQuestions,
  listMyCourseClasses,
  markTaught,
  subscribeClass,
  unmarkTaught,
  unsubscribeClass,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../people/principal.ts'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { CourseClasses } from './course-classes.ts'
import { CourseQuestions } from './course-questions.ts'

@Controller()
export class CourseClassesController {
  constructor(
    private readonly classes: CourseClasses,
    private readonly questions: CourseQuestions,
  ) {}

  @Endpoint(listCourseClasses)
  all(
    @Input() { params }: EndpointRequest<typeof listCourseClasses>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.classes.all(who, params.id)
  }

  @Endpoint(listMyCourseClasses)
  async mine(
    @Input() { params }: EndpointRequest<typeof listMyCourseClasses>,
    @CurrentPrincipal() who: Principal,
  ) {
    return { items: await this.classes.mine(who, params.id) }
  }

  @Endpoint(subscribeClass)
  async subscribe(
    @Input() { params }: EndpointRequest<typeof subscribeClass>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.classes.subscribe(who, params.id, params.classId)
  }

  @Endpoint(unsubscribeClass)
  async unsubscribe(
    @Input() { params }: EndpointRequest<typeof unsubscribeClass>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.classes.unsubscribe(who, params.id, params.classId)
  }

  @Endpoint(markTaught)
  async mark(
    @Input() { params, body }: EndpointRequest<typeof markTaught>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.classes.mark(who, { courseId: params.id, ...params }, body.on)
  }

  @Endpoint(unmarkTaught)
  async unmark(
    @Input() { params }: EndpointRequest<typeof unmarkTaught>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.classes.unmark(who, { courseId: params.id, ...params })
  }

  @Endpoint(listCourseQuestions)
  listQuestions(
    @Input() { params, query }: EndpointRequest<typeof listCourseQuestions>,
    @CurrentPrincipal() who: Principal,
  ) {
    return this.questions.list(who, params.id, query)
  }

  @Endpoint(askCourseQuestion)
  ask(
    @Input() { params, body }: EndpointRequest<typeof askCourseQuestion>,
    @CurrentPrincipal() who: Principal,
  ) {
    return this.questions.ask(who, params.id, body)
  }

  @Endpoint(answerCourseQuestion)
  answer(
    @Input() { params, body }: EndpointRequest<typeof answerCourseQuestion>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.questions.answer(who, params.id, body.text)
  }
}
