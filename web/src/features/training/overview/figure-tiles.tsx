import type { TrainingFigures } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { hoursOf, ratioText } from '../parts/hours.ts'

const mean = (tenths: number, people: number): string =>
  people === 0 ? '—' : hoursOf(Math.round(tenths / people))

/** R16 to R18 of the indicators, each with what it is made of. */
export function FigureTiles({ figures: { research, hours, visits } }: { figures: TrainingFigures }) {
  const { t } = useTranslation('training')
  const { t: common } = useTranslation()
  const subjects = research.bySubject.map(
    ({ subject, counted }) => `${subject ? common(`subject.${subject}`) : '—'} ${counted}`,
  )
  return (
    <div className="figure-groups">
      <Group name={t('R17.title')}>
        <Tile name={t('R17.fulfilled')} value={ratioText(hours.fulfilled)} of={hours.fulfilled} />
        <Tile name={t('R17.behind')} value={String(hours.behind)} />
        <Tile
          name={t('R17.mean')}
          value={`${mean(hours.ruralTenths, hours.ruralTeachers)} / ${mean(hours.urbanTenths, hours.urbanTeachers)}`}
        />
        <Tile name={t('R17.places')} value={ratioText(hours.ruralPlaces)} of={hours.ruralPlaces} />
        <Tile name={t('R17.principals')} value={ratioText(hours.principals)} of={hours.principals} />
      </Group>
      <Group name={t('R16.title')}>
        <Tile name={t('R16.counted')} value={String(research.counted)} hint={subjects.join(' · ')} />
        <Tile name={t('R16.rural')} value={ratioText(research.ruralTeachers)} of={research.ruralTeachers} />
        <Tile
          name={t('R16.outcomes')}
          value={ratioText({ n: research.outcomes, of: research.counted })}
          of={{ n: research.outcomes, of: research.counted }}
        />
        <Tile
          name={t('R16.sheets')}
          value={research.counted === 0 ? '—' : (research.sheets / research.counted).toFixed(1)}
        />
      </Group>
      <Group name={t('R18.title')}>
        <Tile
          name={t('R18.visits')}
          value={visits.researcherMonths === 0 ? '—' : (visits.visits / visits.researcherMonths).toFixed(2)}
          hint={t('R18.visitsOf', { count: visits.visits })}
        />
        <Tile
          name={t('R18.lessons')}
          value={
            visits.researcherMonths === 0
              ? '—'
              : (visits.lessonsObserved / visits.researcherMonths).toFixed(2)
          }
        />
        <Tile name={t('R18.schools')} value={ratioText(visits.ruralSchools)} of={visits.ruralSchools} />
      </Group>
    </div>
  )
}

function Group({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <section className="card figure-group">
      <h2>{name}</h2>
      <dl>{children}</dl>
    </section>
  )
}

interface TileProps {
  name: string
  value: string
  of?: { n: number; of: number }
  hint?: string
}

function Tile({ name, value, of, hint }: TileProps) {
  // A share of few is shown as its fraction already.
  const parts = of && value.endsWith('%') ? `${of.n} / ${of.of}` : undefined
  const small = hint ?? parts
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {small && <small>{small}</small>}
      </dd>
    </div>
  )
}
