import { HttpException } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import { asRefusal } from './error.filter.ts'

describe('asRefusal', () => {
  it.each([
    ['a refusal stays what it is', new Refusal('lesson.busy'), 'lesson.busy'],
    ["the framework's body limit", new HttpException('large', 413), 'request.too_large'],
    [
      "a plugin's error with a status",
      Object.assign(new Error('type'), { statusCode: 415 }),
      'request.unsupported_type',
    ],
    ['no route', new HttpException('none', 404), 'not_found'],
    [
      'a refused connection to the database',
      Object.assign(new Error(), { code: 'ECONNREFUSED' }),
      'unavailable',
    ],
    [
      'a database that restarts',
      Object.assign(new Error(), { driverError: { code: '57P03' } }),
      'unavailable',
    ],
    [
      'a connection that broke in mid-transaction',
      new Error(
        'Database connection provided by a query runner was already released, cannot continue to use its querying methods anymore.',
      ),
      'unavailable',
    ],
    [
      'a transaction that broke before its end',
      new Error('Transaction is not started yet, start transaction before committing or rolling it back.'),
      'unavailable',
    ],
    ['a pool without a free connection', new Error('timeout exceeded when trying to connect'), 'unavailable'],
    [
      'a value no column can hold',
      Object.assign(new Error(), { driverError: { code: '22021' } }),
      'request.invalid',
    ],
    ['a broken constraint', Object.assign(new Error(), { driverError: { code: '23503' } }), 'internal'],
    ['a programming error', new TypeError('x is not a function'), 'internal'],
    ['nothing at all', undefined, 'internal'],
  ])('%s', (_, error, code) => {
    expect(asRefusal(error).code).toBe(code)
  })
})
