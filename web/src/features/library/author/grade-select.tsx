import { Select } from 'antd'
import { useTranslation } from 'react-i18next'

const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

interface Props {
  value?: number
  onChange?: (grade: number) => void
  id?: string
  /** Grades in which the subject is taught. */
  range?: readonly [number, number] | undefined
}

export function GradeSelect({ range = [1, 9], ...rest }: Props) {
  const { t } = useTranslation()
  const { t: author } = useTranslation('author')
  const [first, last] = range
  return (
    <Select<number>
      {...rest}
      placeholder={author('placeholder.grade')}
      options={GRADES.filter((grade) => first <= Number(grade) && Number(grade) <= last).map((grade) => ({
        value: Number(grade),
        label: t(`grade.${grade}`),
      }))}
    />
  )
}
