import type { FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ApiError } from '../../../lib/api-error.ts'
import { problemsIn, type FieldProblem } from '../parts/work.rules.ts'

/** The sentence for what is wrong with a field of the metadata. */
export function useProblemWords() {
  const { t } = useTranslation('author')
  const { t: common } = useTranslation()
  return ({ field, problem }: FieldProblem): string =>
    problem
      ? t(`problem.${problem}`)
      : common('field.invalid', { name: t(`field.${field as 'title'}`, { defaultValue: field }) })
}

/** Puts what the server finds wrong at the fields it is about, until something is changed. */
export function useRefusalAtFields(form: FormInstance) {
  const wordsOf = useProblemWords()
  return {
    show: ({ details }: Pick<ApiError, 'details'>) => {
      const problems = problemsIn(details)
      form.setFields(problems.map((one) => ({ name: one.field, errors: [wordsOf(one)] })))
      const [first] = problems
      if (first) form.scrollToField(first.field, { block: 'center' })
    },
    clear: () => {
      const wrong = form.getFieldsError().filter(({ errors }) => errors.length > 0)
      form.setFields(wrong.map(({ name }) => ({ name, errors: [] })))
    },
  }
}
