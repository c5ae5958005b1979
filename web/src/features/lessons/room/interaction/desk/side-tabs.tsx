import './side.css'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StaffLine } from '../../lecturer/staff-line.tsx'
import { Fairness } from './fairness.tsx'
import { QuizCard } from './quiz-card.tsx'

/** The open question, and below it the private line or how evenly the classes took part. */
export function SideTabs() {
  return (
    <Suspense fallback={<StaffLine />}>
      <Tabs />
    </Suspense>
  )
}

function Tabs() {
  const { t } = useTranslation('interaction')
  const { t: room } = useTranslation('room')
  const [tab, setTab] = useState<'messages' | 'fairness'>('messages')
  return (
    <>
      <QuizCard />
      <div className="side-tabs" role="tablist">
        <button
          type="button"
          role="tab"
          aria-selected={tab === 'messages'}
          onClick={() => setTab('messages')}
        >
          {room('messages.title')}
        </button>
        <button
          type="button"
          role="tab"
          aria-selected={tab === 'fairness'}
          onClick={() => setTab('fairness')}
        >
          {t('fairness.title')}
        </button>
      </div>
      {tab === 'messages' ? <StaffLine /> : <Fairness />}
    </>
  )
}
