import { Injectable } from '@nestjs/common'
import { Refusal, type Lineage } from '@tongke/contract'
import type { z } from 'zod'
import type { PersonPrincipal } from '../../people/principal.ts'

type Kind = z.infer<typeof Lineage>['kind']

/** Its title. @throws Refusal not_found, also to whoever may not see it */
type Titled = (who: PersonPrincipal, id: string) => Promise<string>

/** What a resource may have been made from. Rooms above the library register theirs. */
@Injectable()
export class LineageSources {
  private readonly sources = new Map<Kind, Titled>()

  register(kind: Kind, titled: Titled): void {
    this.sources.set(kind, titled)
  }

  /** @throws Refusal not_found */
  async title(who: PersonPrincipal, kind: Kind, id: string): Promise<string> {
    const titled = this.sources.get(kind)
    if (!titled) throw new Refusal('not_found')
    return titled(who, id)
  }
}
