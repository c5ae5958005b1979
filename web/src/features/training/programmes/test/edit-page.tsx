import { QuestionKind, TestQuestion, getProgramme, getSessionTest, saveSessionTest } from '@tongke/contract'
import { App, Button, Checkbox, Input, Radio, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { PageHead } from '../../../../components/admin/page-head.tsx'
import { ErrorNotice, ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { useAction, useEndpoint } from '../../../../lib/query.ts'
import '../parts/programmes.css'

const MOST_OPTIONS = 8

/** The trainer writes the questions, and marks which answers are right. */
export function EditTestPage() {
  const { id = '' } = useParams()
  const query = useEndpoint(getSessionTest, { params: { id } }, { staleTime: Infinity })
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />
  return <Editor key={id} id={id} {...query.data} />
}

interface Props {
  id: string
  title: string
  questions: readonly TestQuestion[]
  isUsed: boolean
}

function Editor({ id, title, questions, isUsed }: Props) {
  const { t } = useTranslation('programmes')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [drafts, setDrafts] = useState(() => questions.map((question) => ({ ...question })))
  const saving = useAction(saveSessionTest, [getSessionTest, getProgramme])
  const isGood = drafts.every((draft) => TestQuestion.safeParse(draft).success)
  const change = (index: number, part: Partial<TestQuestion>) =>
    setDrafts(drafts.map((draft, at) => (at === index ? { ...draft, ...part } : draft)))
  const add = (kind: QuestionKind) =>
    setDrafts([
      ...drafts,
      {
        kind,
        text: '',
        options: kind === 'true_false' ? [t('test.true'), t('test.false')] : ['', ''],
        correct: [],
      },
    ])
  return (
    <>
      <PageHead title={title} note={t(isUsed ? 'test.used' : 'test.editNote')}>
        <Button onClick={() => void navigate(-1)}>{t('back')}</Button>
        {!isUsed && (
          <Button
            type="primary"
            disabled={!isGood}
            loading={saving.isPending}
            onClick={() =>
              saving.mutate(
                { params: { id }, body: { questions: drafts } },
                { onSuccess: () => void message.success(t('test.saved')) },
              )
            }
          >
            {t('test.save')}
          </Button>
        )}
      </PageHead>
      {saving.error && <ErrorNotice error={saving.error} />}
      <ol className="test-edit">
        {drafts.map((draft, index) => (
          <li key={index} className="card programme-part">
            <QuestionFields
              number={index + 1}
              draft={draft}
              isUsed={isUsed}
              onChange={(part) => change(index, part)}
              onRemove={() => setDrafts(drafts.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      {!isUsed && (
        <div className="programme-actions">
          {QuestionKind.options.map((kind) => (
            <Button key={kind} size="large" onClick={() => add(kind)}>
              {t('test.add', { kind: t(`question.${kind}`) })}
            </Button>
          ))}
        </div>
      )}
    </>
  )
}

interface FieldsProps {
  number: number
  draft: TestQuestion
  isUsed: boolean
  onChange: (part: Partial<TestQuestion>) => void
  onRemove: () => void
}

function QuestionFields({ number, draft, isUsed, onChange, onRemove }: FieldsProps) {
  const { t } = useTranslation('programmes')
  const { kind, options, correct } = draft
  const mark = (option: number) => {
    if (kind !== 'multiple') return onChange({ correct: [option] })
    onChange({
      correct: correct.includes(option) ? correct.filter((one) => one !== option) : [...correct, option],
    })
  }
  const drop = (option: number) =>
    onChange({
      options: options.filter((_, at) => at !== option),
      correct: correct.filter((one) => one !== option).map((one) => (one > option ? one - 1 : one)),
    })
  const Mark = kind === 'multiple' ? Checkbox : Radio
  return (
    <>
      <div className="test-edit-head">
        <strong>{number}.</strong>
        <Select
          value={kind}
          disabled={isUsed}
          aria-label={t('test.kind')}
          onChange={(to: QuestionKind) =>
            onChange({
              kind: to,
              correct: [],
              options: to === 'true_false' ? [t('test.true'), t('test.false')] : options,
            })
          }
          options={QuestionKind.options.map((value) => ({ value, label: t(`question.${value}`) }))}
        />
        {!isUsed && (
          <Button type="text" onClick={onRemove}>
            {t('test.remove')}
          </Button>
        )}
      </div>
      <Input.TextArea
        aria-label={t('test.text')}
        placeholder={t('test.text')}
        autoSize
        maxLength={500}
        disabled={isUsed}
        value={draft.text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      {options.map((option, at) => (
        <div key={at} className="test-edit-option">
          <Mark checked={correct.includes(at)} disabled={isUsed} onChange={() => mark(at)}>
            {t('test.isRight')}
          </Mark>
          <Input
            aria-label={t('test.option', { number: at + 1 })}
            placeholder={t('test.option', { number: at + 1 })}
            maxLength={200}
            disabled={isUsed || kind === 'true_false'}
            value={option}
            onChange={(event) =>
              onChange({ options: options.map((one, index) => (index === at ? event.target.value : one)) })
            }
          />
          {!isUsed && kind !== 'true_false' && options.length > 2 && (
            <Button type="text" onClick={() => drop(at)} aria-label={t('test.dropOption')}>
              ×
            </Button>
          )}
        </div>
      ))}
      {!isUsed && kind !== 'true_false' && options.length < MOST_OPTIONS && (
        <Button type="dashed" onClick={() => onChange({ options: [...options, ''] })}>
          {t('test.addOption')}
        </Button>
      )}
    </>
  )
}
