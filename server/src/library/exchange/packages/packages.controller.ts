import { Controller } from '@nestjs/common'
import { checkPackage, importPackageItem, packageTemplate, type EndpointRequest } from '@tongke/contract'
import type { PersonPrincipal } from '../../../people/principal.ts'
import { Endpoint } from '../../../platform/http/endpoint.decorator.ts'
import { Input } from '../../../platform/http/input.ts'
import { CurrentPrincipal } from '../../../platform/http/principal.ts'
import { PackageImport } from './package-import.service.ts'
import { packageTemplate as makeTemplate } from './package-template.ts'
import { LIST_NAME } from './sheet-columns.ts'

@Controller()
export class PackagesController {
  constructor(private readonly packages: PackageImport) {}

  @Endpoint(checkPackage)
  check(@Input() { body }: EndpointRequest<typeof checkPackage>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.packages.check(who, body)
  }

  @Endpoint(importPackageItem)
  import(
    @Input() { body }: EndpointRequest<typeof importPackageItem>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.packages.import(who, body)
  }

  @Endpoint(packageTemplate)
  async template() {
    return { fileName: LIST_NAME, content: await makeTemplate() }
  }
}
