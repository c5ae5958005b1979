import { Global, Injectable, Module } from '@nestjs/common'
import { Authenticator } from '../platform/http/principal.ts'

@Injectable()
class Nobody extends Authenticator {
  async authenticate() {
    return null
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: Nobody }], exports: [Authenticator] })
export class PeopleModule {}
