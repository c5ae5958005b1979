import {
  answerCourseQuestion,
  askCourseQuestion,
  listCourseClasses,
  listCourseQuestions,
  type ClassProgress,
  type CourseDetail,
  type CourseQuestion,
} from '@tongke/contract'
import { App, Button, Input, Segmented, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorNotice, ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'

const PAGE_SIZE = 20
const STATES = ['all', 'open', 'overdue'] as const
const STATE_WORDS = { all: 'all', open: 'open', overdue: 'late' } as const
const REFRESHES = [listCourseQuestions, listCourseClasses]

interface Props {
  detail: CourseDetail
  /** Those that may ask now. */
  classes: readonly ClassProgress[]
}

/** What classes asked, with the time by which an answer was promised. */
export function Questions({ detail, classes }: Props) {
  const { t } = useTranslation('courses')
  const [state, setState] = useState<(typeof STATES)[number]>('all')
  const [pages, setPages] = useState(1)
  const query = useEndpoint(listCourseQuestions, {
    params: { id: detail.card.id },
    query: { state, page: 1, pageSize: Math.min(100, PAGE_SIZE * pages) },
  })
  if (query.error && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  const items = query.data?.items ?? []
  return (
    <div className="questions">
      {classes.length > 0 && <Ask detail={detail} classes={classes} />}
      {detail.can.readFigures && (
        <Segmented
          value={state}
          onChange={setState}
          options={STATES.map((value) => ({ value, label: t(`question.${STATE_WORDS[value]}`) }))}
        />
      )}
      {!query.data && <Skeleton active />}
      {query.data?.total === 0 && (
        <div className="card">
          <BlankState
            title={t(state === 'all' ? 'question.none' : 'question.noneOpen')}
            hint={state === 'all' ? t('question.noneHint') : undefined}
          />
        </div>
      )}
      <ul>
        {items.map((question) => (
          <Question key={question.id} question={question} canAnswer={detail.can.answer} />
        ))}
      </ul>
      {query.data && query.data.total > items.length && items.length < 100 && (
        <Button onClick={() => setPages(pages + 1)}>{t('question.more')}</Button>
      )}
    </div>
  )
}

function Ask({ detail, classes }: Props) {
  const { t } = useTranslation('courses')
  const { message } = App.useApp()
  const [text, setText] = useState('')
  const [unitId, setUnitId] = useState<string | null>(null)
  const [chosen, setChosen] = useState<string>()
  const asking = useAction(askCourseQuestion, REFRESHES)
  const classId = classes.find((one) => one.classId === chosen)?.classId ?? classes[0]?.classId ?? ''
  const ask = () =>
    asking.mutate(
      { params: { id: detail.card.id }, body: { classId, unitId, text: text.trim() } },
      {
        onSuccess: () => {
          setText('')
          void message.success(t('question.sent'))
        },
      },
    )
  return (
    <section className="card course-part" aria-label={t('question.ask')}>
      <h2>{t('question.ask')}</h2>
      <Input.TextArea
        aria-label={t('question.placeholder')}
        placeholder={t('question.placeholder')}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="ask-row">
        <Select
          aria-label={t('question.unit')}
          value={unitId ?? ''}
          onChange={(next) => setUnitId(next || null)}
          options={[
            { value: '', label: t('question.anyUnit') },
            ...detail.units.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
        {classes.length > 1 && (
          <Select
            aria-label={t('question.class')}
            value={classId}
            onChange={setChosen}
            options={classes.map((one) => ({
              value: one.classId,
              label: `${one.orgName} ${one.className}`,
            }))}
          />
        )}
        <Button type="primary" disabled={text.trim().length < 2} loading={asking.isPending} onClick={ask}>
          {t('question.send')}
        </Button>
        <span className="quiet">{t('question.promise', { count: detail.answerDays })}</span>
      </div>
      {asking.error && <ErrorNotice error={asking.error} traced={asking.error.status >= 500} />}
    </section>
  )
}

function Question({ question, canAnswer }: { question: CourseQuestion; canAnswer: boolean }) {
  const { t } = useTranslation('courses')
  const [answering, setAnswering] = useState(false)
  const { answer, late } = question
  return (
    <li className="card question" data-late={late && !answer}>
      <p className="question-text">{question.text}</p>
      <p className="sub">
        {[
          `${question.orgName} ${question.className}`,
          question.askedBy,
          momentOf(question.askedAt),
          question.unit?.title,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {answer ? (
        <div className="answer">
          <p>{answer.text}</p>
          <p className="sub">
            {t('question.by', { name: answer.byName })} · {momentOf(answer.at)}
            {late && ` · ${t('question.lateAnswer')}`}
          </p>
        </div>
      ) : (
        <div className="question-foot">
          <span className={late ? 'pill pill-bad' : 'pill pill-warn'}>
            {t(late ? 'question.overdue' : 'question.due', { when: momentOf(question.dueAt) })}
          </span>
          {canAnswer && !answering && (
            <Button size="small" onClick={() => setAnswering(true)}>
              {t('question.answer')}
            </Button>
          )}
        </div>
      )}
      {answering && !answer && <AnswerForm id={question.id} onDone={() => setAnswering(false)} />}
    </li>
  )
}

function AnswerForm({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation('courses')
  const { message } = App.useApp()
  const [text, setText] = useState('')
  const answering = useAction(answerCourseQuestion, REFRESHES)
  const send = () =>
    answering.mutate(
      { params: { id }, body: { text: text.trim() } },
      {
        onSuccess: () => {
          void message.success(t('question.answered'))
          onDone()
        },
      },
    )
  return (
    <div className="answer-form">
      <Input.TextArea
        autoFocus
        aria-label={t('question.answerPlaceholder')}
        placeholder={t('question.answerPlaceholder')}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {answering.error && <ErrorNotice error={answering.error} traced={answering.error.status >= 500} />}
      <Button type="primary" disabled={!text.trim()} loading={answering.isPending} onClick={send}>
        {t('question.sendAnswer')}
      </Button>
    </div>
  )
}
