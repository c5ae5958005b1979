import { Refusal, type DesignJson } from '@tongke/contract'
import type { LibraryPolicy } from '../../library/library-policy.rules.ts'
import { WRITTEN_HOMEWORK_RULE } from '../../library/resources/metadata.rules.ts'

/** The library's own rule, for a design: no written homework below the grade that may have it (domain §1 row 10). */
export function homeworkRefusal(
  { homework }: DesignJson,
  grade: number,
  { writtenHomeworkFromGrade }: Pick<LibraryPolicy, 'writtenHomeworkFromGrade'>,
): Refusal | null {
  if (grade >= writtenHomeworkFromGrade) return null
  const details = homework.flatMap(({ id, form }) =>
    form === 'written'
      ? [{ path: `homework.${id}`, code: 'written_homework', message: WRITTEN_HOMEWORK_RULE }]
      : [],
  )
  return details.length > 0 ? new Refusal('resource.written_homework', { details }) : null
}
