import { Module } from '@nestjs/common'
import { CurriculumAdmin } from './curriculum-admin.ts'
import { CurriculumController } from './curriculum.controller.ts'
import { CurriculumTree } from './curriculum-tree.ts'
import { CurriculumImport } from './import/curriculum-import.service.ts'
import { PolicyRules } from './policy-rules.ts'
import { TextbookService } from './textbook.service.ts'

/** The textbook tree on which resources, lessons and courses hang, who uses which edition, and rules in force. */
@Module({
  controllers: [CurriculumController],
  providers: [CurriculumAdmin, CurriculumImport, CurriculumTree, PolicyRules, TextbookService],
  exports: [CurriculumTree, PolicyRules],
})
export class CurriculumModule {}
