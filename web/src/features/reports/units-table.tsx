import type { FigureKey, ReportUnit } from '@tongke/contract'
import { Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { DASH, isBelow, perHundred, shareText } from './figure-words.ts'
import type { Drill } from './legs-drawer.tsx'

const FIGURES = ['R3', 'R4', 'R4P', 'R5', 'R6', 'R7', 'R8'] as const satisfies readonly FigureKey[]

interface Props {
  units: readonly ReportUnit[]
  rules: Record<string, number>
  onDrill: (drill: Drill) => void
}

const ratio = ({ n, of }: { n: number; of: number }): number => (of === 0 ? -1 : n / of)

/** One row per school, pair or town. A pair below the line is talked to. */
export function UnitsTable({ units, rules, onDrill }: Props) {
  const { t } = useTranslation('reports')
  const small = rules.smallDenominator ?? 5
  const talk = rules.talkBelowPercent ?? 75
  const figures = FIGURES.map((figure) => ({
    title: t(`short.${figure}`),
    key: figure,
    className: 'num',
    sorter: (a: ReportUnit, b: ReportUnit) => ratio(a.figures[figure]) - ratio(b.figures[figure]),
    render: (_: unknown, unit: ReportUnit) => (
      <button
        type="button"
        className={
          figure === 'R4' && isBelow(unit.figures.R4, talk) ? 'figure-button figure-low' : 'figure-button'
        }
        aria-label={t('open', { name: unit.name, figure: t(`figure.${figure}`) })}
        onClick={() => onDrill({ unit, figure })}
      >
        {shareText(unit.figures[figure], small)}
      </button>
    ),
  }))
  const columns: TableColumnsType<ReportUnit> = [
    {
      title: t('unit'),
      key: 'name',
      fixed: 'left',
      sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
      render: (_, unit) => (
        <span className="unit-name">
          <strong>{unit.name || t('noTown')}</strong>
          {unit.hostName && <span className="quiet">{t('from', { name: unit.hostName })}</span>}
          {!unit.hostName && unit.kind === 'school' && <span className="quiet">{unit.town}</span>}
        </span>
      ),
    },
    {
      title: t('legs'),
      className: 'num',
      sorter: (a, b) => a.figures.legs - b.figures.legs,
      render: (_, u) => u.figures.legs,
    },
    ...figures,
    {
      title: t('short.R9'),
      className: 'num',
      render: (_, { figures: f }) => (f.R3.n === 0 ? DASH : (f.R9.n / f.R3.n).toFixed(1)),
    },
    {
      title: t('short.interruptions'),
      className: 'num',
      render: (_, { figures: f }) => perHundred(f.interruptions, f.legs),
    },
  ]
  return (
    <div className="card card-list">
      <Table<ReportUnit>
        rowKey="key"
        size="middle"
        columns={columns}
        dataSource={[...units]}
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 30, hideOnSinglePage: true, showSizeChanger: false }}
      />
    </div>
  )
}
