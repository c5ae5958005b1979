import { Controller } from '@nestjs/common'
import {
  closePerson,
  createPerson,
  importPeople,
  importTemplate,
  listPeople,
  resetPassword,
  updatePerson,
  type EndpointRequest,
} from '@tongke/contract'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input, InputFile, type UploadedFile } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { PeopleImport } from './import/people-import.service.ts'
import { templateWorkbook } from './import/template.ts'
import { PersonService } from './person.service.ts'
import type { PersonPrincipal } from './principal.ts'

@Controller()
export class PersonController {
  constructor(
    private readonly people: PersonService,
    private readonly imports: PeopleImport,
  ) {}

  @Endpoint(listPeople)
  list(@Input() { query }: EndpointRequest<typeof listPeople>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.people.list(who, query)
  }

  @Endpoint(createPerson)
  create(@Input() { body }: EndpointRequest<typeof createPerson>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.people.create(who, body)
  }

  @Endpoint(updatePerson)
  update(
    @Input() { params, body }: EndpointRequest<typeof updatePerson>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.people.update(who, params.id, body)
  }

  @Endpoint(closePerson)
  close(
    @Input() { params, body }: EndpointRequest<typeof closePerson>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.people.close(who, params.id, body)
  }

  @Endpoint(resetPassword)
  resetPassword(
    @Input() { params }: EndpointRequest<typeof resetPassword>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.people.resetPassword(who, params.id)
  }

  @Endpoint(importPeople)
  import(
    @Input() { query }: EndpointRequest<typeof importPeople>,
    @InputFile() file: UploadedFile,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.imports.run(who, file.content, query.dryRun === 'true')
  }

  @Endpoint(importTemplate)
  async template() {
    return { fileName: '人员导入模板.xlsx', content: await templateWorkbook() }
  }
}
