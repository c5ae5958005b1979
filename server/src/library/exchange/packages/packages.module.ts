import { Module } from '@nestjs/common'
import { CurriculumModule } from '../../../curriculum/curriculum.module.ts'
import { LibraryModule } from '../../library.module.ts'
import { UploadsModule } from '../../uploads/uploads.module.ts'
import { ContentPeek } from './content-peek.ts'
import { NodeFinder } from './node-finder.ts'
import { PackageImport } from './package-import.service.ts'
import { PackageReader } from './package-reader.ts'
import { PackagesController } from './packages.controller.ts'

/** Brings packages of other systems in. */
@Module({
  imports: [CurriculumModule, LibraryModule, UploadsModule],
  controllers: [PackagesController],
  providers: [ContentPeek, NodeFinder, PackageImport, PackageReader],
})
export class PackagesModule {}
