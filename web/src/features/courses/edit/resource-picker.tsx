import { findResources, type CourseCard } from '@tongke/contract'
import { Button, Checkbox, Input, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useTyped } from '../../../components/pickers/remote-options.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { useAmount } from '../parts/item-words.ts'
import type { DraftItem } from './outline.rules.ts'

const SHOWN = 20

interface Props {
  course: CourseCard
  isThere: (targetId: string) => boolean
  onAdd: (item: Pick<DraftItem, 'targetId' | 'title' | 'note'>) => void
  onClose: () => void
}

/** Searches the library as everywhere; first what fits the course. Stays open, so that several can be taken. */
export function ResourcePicker({ course, isThere, onAdd, onClose }: Props) {
  const { t } = useTranslation('courses')
  const { t: find } = useTranslation('find')
  const amount = useAmount()
  const [q, setQ] = useTyped()
  const [everything, setEverything] = useState(false)
  const fitting = everything ? {} : { subject: course.subject, grade: course.gradeFrom }
  const found = useEndpoint(findResources, { query: { q: q ?? '', ...fitting, pageSize: SHOWN } })
  const items = found.data?.items ?? []
  return (
    <Modal
      open
      title={t('pick.resource')}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('pick.done')}
        </Button>
      }
      onCancel={onClose}
      width={720}
    >
      <div className="picker">
        <Input.Search
          autoFocus
          allowClear
          placeholder={t('pick.search')}
          aria-label={t('pick.search')}
          onChange={(event) => setQ(event.target.value)}
          loading={found.isFetching}
        />
        <Checkbox checked={everything} onChange={(event) => setEverything(event.target.checked)}>
          {t('pick.allGrades')}
        </Checkbox>
        {found.error && <ErrorNotice error={found.error} />}
        {!found.data && !found.error && <Skeleton active />}
        {found.data && items.length === 0 && <p className="quiet">{t('pick.none')}</p>}
        <ul>
          {items.map((card) => {
            const note = [find(`type.${card.type}`), amount(card)].filter(Boolean).join(' · ')
            return (
              <li key={card.id}>
                <div className="unit-item-words">
                  <strong>{card.title}</strong>
                  <span className="sub">
                    {note} · {card.orgName} {card.authorName}
                  </span>
                </div>
                <Button
                  disabled={isThere(card.id)}
                  onClick={() => onAdd({ targetId: card.id, title: card.title, note })}
                >
                  {t(isThere(card.id) ? 'pick.added' : 'pick.add')}
                </Button>
              </li>
            )
          })}
        </ul>
        {found.data && found.data.total > SHOWN && (
          <p className="quiet">{t('pick.more', { count: SHOWN })}</p>
        )}
        <p className="sub">{t('pick.hint')}</p>
      </div>
    </Modal>
  )
}
