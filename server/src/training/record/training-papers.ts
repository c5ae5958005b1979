import { Injectable } from '@nestjs/common'
import { Refusal, type TeacherFilter } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import type { FileAnswer } from '../../platform/http/endpoint.decorator.ts'
import { certificatePaper } from '../certificates/certificate-paper.ts'
import { CertificateStore } from '../certificates/certificate-store.ts'
import { TeacherHoursDesk } from '../overview/teacher-hours.ts'
import { teachersWorkbook } from '../overview/teachers-workbook.ts'
import { filePaper } from './file-paper.ts'
import { fileWorkbook } from './file-workbook.ts'
import { TrainingFiles } from './training-files.ts'

/** What leaves the portal as a file. */
@Injectable()
export class TrainingPapers {
  constructor(
    private readonly database: Database,
    private readonly files: TrainingFiles,
    private readonly certificates: CertificateStore,
    private readonly teachers: TeacherHoursDesk,
    private readonly clock: Clock,
  ) {}

  async workbook(who: PersonPrincipal, personId: string, cycle: number | undefined): Promise<FileAnswer> {
    const file = await this.files.read(who, personId, cycle)
    return { fileName: `培训学时档案-${file.person.name}.xlsx`, content: await fileWorkbook(file) }
  }

  async print(who: PersonPrincipal, personId: string, cycle: number | undefined): Promise<FileAnswer> {
    const file = await this.files.read(who, personId, cycle)
    const content = await filePaper(file, this.clock.today())
    return { fileName: `培训学时档案-${file.person.name}.pdf`, content }
  }

  /** @param origin the portal as the asking page sees it. @throws Refusal not_found to whoever may not see the file */
  async certificate(who: PersonPrincipal, id: string, origin: string): Promise<FileAnswer> {
    const certificate = await this.certificates.read('id', id)
    await this.files.require(who, certificate.personId)
    const address = `${origin}/verify/${certificate.number}`
    const content = await certificatePaper({ certificate, issuer: await this.issuer(), address })
    return { fileName: `${certificate.number}.pdf`, content }
  }

  async list(who: PersonPrincipal, filter: TeacherFilter): Promise<FileAnswer> {
    const { rows, facts } = await this.teachers.all(who, filter)
    const { schools } = await this.teachers.overview(who, filter.cycle)
    const today = this.clock.today()
    const content = await teachersWorkbook({ teachers: rows, schools, facts, today })
    return { fileName: `教师学时-${today}.xlsx`, content }
  }

  /** The bureau. */
  async issuer(): Promise<string> {
    const [row] = await this.database.rows<{ name: string }>(
      'select name from organization where parent_id is null order by opened_on limit 1',
    )
    if (!row) throw new Refusal('not_found')
    return row.name
  }
}
