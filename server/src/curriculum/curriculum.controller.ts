import { Controller } from '@nestjs/common'
import {
  closeEdition,
  closeNode,
  curriculumTemplate,
  getNode,
  getOutline,
  getVolume,
  importCurriculum,
  listEditions,
  listTextbooks,
  searchNodes,
  setTextbooks,
  type EndpointRequest,
} from '@tongke/contract'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input, InputFile, type UploadedFile } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import type { PersonPrincipal, Principal } from '../people/principal.ts'
import { CurriculumAdmin } from './curriculum-admin.ts'
import { CurriculumTree } from './curriculum-tree.ts'
import { CurriculumImport } from './import/curriculum-import.service.ts'
import { TextbookService } from './textbook.service.ts'

@Controller()
export class CurriculumController {
  constructor(
    private readonly tree: CurriculumTree,
    private readonly admin: CurriculumAdmin,
    private readonly imports: CurriculumImport,
    private readonly textbooks: TextbookService,
  ) {}

  @Endpoint(getOutline)
  outline(@Input() { query }: EndpointRequest<typeof getOutline>) {
    return this.tree.outline(query)
  }

  @Endpoint(getVolume)
  volume(@Input() { params }: EndpointRequest<typeof getVolume>) {
    return this.tree.volume(params.id)
  }

  @Endpoint(searchNodes)
  search(@Input() { query }: EndpointRequest<typeof searchNodes>) {
    return this.tree.search(query)
  }

  @Endpoint(getNode)
  node(@Input() { params }: EndpointRequest<typeof getNode>) {
    return this.tree.node(params.id)
  }

  @Endpoint(closeNode)
  closeNode(
    @Input() { params, body }: EndpointRequest<typeof closeNode>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.admin.closeNode(who, params.id, body.on)
  }

  @Endpoint(listEditions)
  editions(@Input() { query }: EndpointRequest<typeof listEditions>) {
    return this.tree.editions(query)
  }

  @Endpoint(closeEdition)
  closeEdition(
    @Input() { params, body }: EndpointRequest<typeof closeEdition>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.admin.closeEdition(who, params.id, body.on)
  }

  @Endpoint(listTextbooks)
  listTextbooks(
    @Input() { query }: EndpointRequest<typeof listTextbooks>,
    @CurrentPrincipal() who: Principal,
  ) {
    return this.textbooks.list(who, query)
  }

  @Endpoint(setTextbooks)
  setTextbooks(
    @Input() { body }: EndpointRequest<typeof setTextbooks>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.textbooks.set(who, body)
  }

  @Endpoint(importCurriculum)
  import(
    @Input() { query }: EndpointRequest<typeof importCurriculum>,
    @InputFile() file: UploadedFile,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.imports.run(who, file.content, query.dryRun === 'true')
  }

  @Endpoint(curriculumTemplate)
  template(@Input() { query }: EndpointRequest<typeof curriculumTemplate>) {
    return this.admin.workbook(query.editionId)
  }
}
