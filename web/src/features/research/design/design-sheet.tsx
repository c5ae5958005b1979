import { minutesOf, STEP_TEXTS, type DesignJson } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

/** A design to be read and printed, as it was at one moment. */
export function DesignSheet({ title, note, design }: { title: string; note: string; design: DesignJson }) {
  const { t } = useTranslation('design')
  const texts = (names: readonly ('goals' | 'pupils' | 'keyPoints' | 'board')[]) =>
    names.map((name) => (
      <section key={name}>
        <h2>{t(`section.${name}`)}</h2>
        <p className="words">{design[name] || t('sheet.empty')}</p>
      </section>
    ))
  return (
    <article className="design-sheet">
      <header>
        <h1>{title}</h1>
        <p>{note}</p>
      </header>
      {texts(['goals', 'pupils', 'keyPoints'])}
      <section>
        <h2>
          {t('section.steps')} <small>{t('minutes.sum', { count: minutesOf(design) })}</small>
        </h2>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('sheet.step')}</th>
              <th scope="col">{t('steps.teacher')}</th>
              <th scope="col">{t('steps.pupils')}</th>
              <th scope="col">{t('steps.purpose')}</th>
            </tr>
          </thead>
          <tbody>
            {design.steps.map((step, index) => (
              <tr key={step.id}>
                {STEP_TEXTS.map((key) => (
                  <td className="words" key={key}>
                    {key === 'title' ? (
                      <>
                        <b>
                          {index + 1}. {step.title}
                        </b>
                        <br />
                        {t('minutes.of', { count: step.minutes })}
                      </>
                    ) : (
                      step[key]
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {texts(['board'])}
      <section>
        <h2>{t('section.homework')}</h2>
        {design.homework.length === 0 && <p className="words">{t('sheet.empty')}</p>}
        <ol>
          {design.homework.map(({ id, form, text, minutes }) => (
            <li key={id} className="words">
              [{t(`homework.forms.${form}`)}] {text} ({t('minutes.of', { count: minutes })})
            </li>
          ))}
        </ol>
      </section>
    </article>
  )
}
