import { getLibraryProfile, libraryHome, findResources, setLibraryProfile } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components/plain/dialog.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../lib/query.ts'

const GRADES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** Which grades I teach, so that they come first; subjects are in my record already. */
export function MyGrades() {
  const { t } = useTranslation('find')
  const { t: common } = useTranslation()
  const [open, setOpen] = useState(false)
  const profile = useEndpoint(getLibraryProfile, {}, { staleTime: 300_000 })
  if (!profile.data) return null
  const { grades, subjects } = profile.data
  const words = [
    ...grades.map((grade) => common(`grade.${String(grade) as '1'}`)),
    ...subjects.map((subject) => common(`subject.${subject}`)),
  ]
  return (
    <>
      <button type="button" className="my-grades" onClick={() => setOpen(true)}>
        {words.length > 0 ? t('mine.is', { words: words.join(common('listComma')) }) : t('mine.ask')}
        <b>{t('mine.change')}</b>
      </button>
      {open && <GradesDialog first={grades} onClose={() => setOpen(false)} />}
    </>
  )
}

function GradesDialog({ first, onClose }: { first: readonly number[]; onClose: () => void }) {
  const { t } = useTranslation('find')
  const { t: common } = useTranslation()
  const [grades, setGrades] = useState(first)
  const save = useAction(setLibraryProfile, [getLibraryProfile, libraryHome, findResources])
  const toggle = (grade: number) =>
    setGrades((before) =>
      before.includes(grade)
        ? before.filter((one) => one !== grade)
        : [...before, grade].sort((a, b) => a - b),
    )
  return (
    <Dialog title={t('mine.title')} onClose={onClose}>
      <p className="quiet">{t('mine.hint')}</p>
      <div className="grade-choice" role="group" aria-label={t('mine.title')}>
        {GRADES.map((grade) => (
          <button
            key={grade}
            type="button"
            aria-pressed={grades.includes(grade)}
            onClick={() => toggle(grade)}
          >
            {common(`grade.${grade}`)}
          </button>
        ))}
      </div>
      {save.error && <ErrorNotice error={save.error} />}
      <button
        type="button"
        className="button button-primary"
        disabled={save.isPending}
        onClick={() => save.mutate({ body: { grades: [...grades] } }, { onSuccess: onClose })}
      >
        {common('save')}
      </button>
    </Dialog>
  )
}
