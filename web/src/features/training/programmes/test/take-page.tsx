import '../../../../components/plain/plain.css'
import '../parts/check-in.css'
import {
  getProgramme,
  getTestPaper,
  handInTest,
  type EndpointResponse,
  type TestPaper,
} from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { ErrorNotice, ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { Skeleton } from '../../../../components/plain/skeleton.tsx'
import { useTitle } from '../../../../components/plain/use-title.ts'
import { paths } from '../../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../../lib/query.ts'
import { uuid7 } from '../../../../live/id.ts'

type Result = EndpointResponse<typeof handInTest>

/** A test on a phone: one question after another, handed in as a whole. */
export function TakeTestPage() {
  const { t } = useTranslation('programmes')
  const { id = '' } = useParams()
  const query = useEndpoint(getTestPaper, { params: { id } })
  const [round, setRound] = useState(1)
  useTitle(t('test.title'))
  if (query.error && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={8} />
  return <Paper key={round} id={id} paper={query.data} onAgain={() => setRound(round + 1)} />
}

function Paper({ id, paper, onAgain }: { id: string; paper: TestPaper; onAgain: () => void }) {
  const { t } = useTranslation('programmes')
  const [key] = useState(() => uuid7())
  const [answers, setAnswers] = useState<number[][]>(() => paper.questions.map(() => []))
  const [result, setResult] = useState<Result>()
  const sending = useAction(handInTest, [getTestPaper, getProgramme])
  const choose = (question: number, option: number) =>
    setAnswers(
      answers.map((given, index) => {
        if (index !== question) return given
        if (paper.questions[question]?.kind !== 'multiple') return [option]
        return given.includes(option) ? given.filter((one) => one !== option) : [...given, option]
      }),
    )
  const open = answers.filter((given) => given.length === 0).length
  const hand = () =>
    sending.mutate({ params: { id }, body: { key, answers } }, { onSuccess: (done) => setResult(done) })
  return (
    <div className="test">
      <header>
        <Link to={paths.programme(paper.programmeId)}>‹ {t('test.back')}</Link>
        <h1>{paper.title}</h1>
        <p className="check-quiet">
          {t('test.rule', { score: paper.passScore, left: result?.attemptsLeft ?? paper.attemptsLeft })}
          {paper.best !== null && ` · ${t('test.best', { score: paper.best })}`}
        </p>
      </header>
      {result && <Verdict result={result} onAgain={onAgain} />}
      <ol>
        {paper.questions.map((question, index) => (
          <li key={question.text}>
            <fieldset disabled={result !== undefined} data-right={result?.right[index]}>
              <legend>
                {index + 1}. {question.text} <small>{t(`question.${question.kind}`)}</small>
              </legend>
              {question.options.map((option, at) => (
                <label key={option}>
                  <input
                    type={question.kind === 'multiple' ? 'checkbox' : 'radio'}
                    name={`q${index}`}
                    checked={answers[index]?.includes(at) ?? false}
                    onChange={() => choose(index, at)}
                  />
                  {option}
                </label>
              ))}
              {result && <p>{t(result.right[index] ? 'test.right' : 'test.wrong')}</p>}
            </fieldset>
          </li>
        ))}
      </ol>
      {sending.error && <ErrorNotice error={sending.error} />}
      {!result && (
        <footer>
          <button
            type="button"
            className="button button-primary button-big"
            disabled={open > 0 || sending.isPending || paper.attemptsLeft === 0}
            onClick={hand}
          >
            {t('test.handIn')}
          </button>
          <span className="check-quiet">
            {paper.attemptsLeft === 0 ? t('test.noneLeft') : open > 0 && t('test.open', { count: open })}
          </span>
        </footer>
      )}
    </div>
  )
}

function Verdict({ result, onAgain }: { result: Result; onAgain: () => void }) {
  const { t } = useTranslation('programmes')
  return (
    <section className="test-verdict" data-ok={result.passed} role="status">
      <h2>{t(result.passed ? 'test.passed' : 'test.failed', { score: result.score })}</h2>
      {!result.passed && result.attemptsLeft > 0 && (
        <button type="button" className="button button-big" onClick={onAgain}>
          {t('test.again', { left: result.attemptsLeft })}
        </button>
      )}
    </section>
  )
}
