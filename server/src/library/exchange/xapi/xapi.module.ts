import { Module } from '@nestjs/common'
import { StatementDelivery } from './statement-delivery.ts'
import { StatementOutbox } from './statement-outbox.ts'

/** Tells a learning record store what was played, where there is one. */
@Module({ providers: [StatementDelivery, StatementOutbox], exports: [StatementOutbox] })
export class XapiModule {}
