import { z } from 'zod'
import { DateOnly, Id, PageQuery, pageOf } from '../../primitives.ts'
import { Tenths } from '../../training/ledger.ts'
import { endpoint } from '../endpoint.ts'
import { Certificate } from './hours.ts'

const tag = 'training'

/** `TK2026-000123-7F3K9QXM`: year, serial, and eight characters that nobody guesses (Crockford's alphabet). */
export const CertificateNumber = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^TK20\d{2}-\d{6}-[0-9A-HJKMNP-TV-Z]{8}$/)

export const listCertificates = endpoint({
  method: 'GET',
  path: '/api/training/certificates',
  tag,
  summary: 'Certificates of people of my schools, newest first',
  access: 'person',
  query: PageQuery,
  response: pageOf(Certificate).extend({ canIssue: z.boolean() }),
  errors: ['auth.forbidden'],
})
export const issueCertificates = endpoint({
  method: 'POST',
  path: '/api/training/certificates',
  tag,
  summary:
    'Certify what the ledger holds of people in a calendar year or, once it is fulfilled, a cycle; or that people finished a programme',
  access: 'person',
  body: z.union([
    z.object({
      personIds: z.array(Id).min(1).max(500),
      period: z.object({ kind: z.enum(['year', 'cycle']), year: z.int().min(2000).max(2100) }),
    }),
    /** Of a closed programme, for everybody who passed. */
    z.object({ programmeId: Id }),
  ]),
  response: z.object({
    items: z.array(Certificate),
    skipped: z.array(z.object({ code: z.enum(['no_hours', 'unfulfilled', 'has_one']), count: z.int() })),
  }),
  errors: ['auth.forbidden', 'not_found', 'programme.state'],
})
export const revokeCertificate = endpoint({
  method: 'POST',
  path: '/api/training/certificates/:id/revoke',
  tag,
  summary: 'It is no longer valid; whoever looks it up is told so',
  access: 'person',
  params: z.object({ id: Id }),
  body: z.object({ reason: z.string().trim().min(2).max(300) }),
  response: Certificate,
  errors: ['auth.forbidden', 'not_found', 'certificate.revoked'],
})
export const printCertificate = endpoint({
  method: 'GET',
  path: '/api/training/certificates/:id/pdf',
  tag,
  summary: 'The certificate on A4, with its number and a QR code of the page that verifies it',
  access: 'person',
  params: z.object({ id: Id }),
  file: 'application/pdf',
  errors: ['not_found', 'certificate.no_font'],
})

export const CertificateCheck = z.object({
  number: z.string(),
  /** Family name and stars: enough to compare with the paper, too little to know somebody by. */
  maskedName: z.string(),
  from: DateOnly,
  to: DateOnly,
  tenths: Tenths,
  programmeTitle: z.string().nullable(),
  issuedOn: DateOnly,
  issuer: z.string(),
  isValid: z.boolean(),
  revokedOn: DateOnly.nullable(),
})
export type CertificateCheck = z.infer<typeof CertificateCheck>
export const verifyCertificate = endpoint({
  method: 'GET',
  path: '/api/certificates/:number',
  tag,
  summary: 'Whether a certificate is genuine and valid, for anybody who holds its whole number',
  access: 'public',
  params: z.object({ number: CertificateNumber }),
  response: CertificateCheck,
  errors: ['not_found', 'request.rate'],
})
