import { ToldKind, getRoom, listRooms, tellRepair, type RoomDetail } from '@tongke/contract'
import { App, Button, Form, Input, Modal, Radio, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { ErrorNotice, ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { useNow } from '../../../lib/use-now.ts'
import { NextWords } from './room-card.tsx'
import { RoomFactsList } from './room-facts.tsx'
import { RoomHistory, RoomWeek } from './room-history.tsx'
import { RepairRow } from './repair-row.tsx'
import { useProblemWords } from './room-words.ts'
import './rooms.css'

const REFRESH_MS = 15_000

function NowPanel({ room, now }: { room: RoomDetail; now: number }) {
  const { t } = useTranslation('classroom')
  const words = useProblemWords()
  return (
    <section
      className={`room-now room-card-${room.state}`}
      aria-label={t('detail.now')}
      data-state={room.state}
    >
      <strong>{t(`state.${room.state}`)}</strong>
      <div>
        {room.problems.length === 0 ? (
          <p>{t('detail.noProblems')}</p>
        ) : (
          <ul>
            {room.problems.map((problem) => (
              <li key={problem.kind}>{words(problem)}</li>
            ))}
          </ul>
        )}
        <p className="room-now-next">
          {room.next ? (
            <>
              {t('rooms.nextLesson')} <NextWords at={room.next.plannedStart} now={now} /> {room.next.title}
            </>
          ) : (
            t('rooms.noLesson')
          )}
        </p>
      </div>
    </section>
  )
}

function TellDialog({ room, open, onClose }: { room: RoomDetail; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('classroom')
  const { message } = App.useApp()
  const [kind, setKind] = useState<ToldKind>('sound')
  const [text, setText] = useState('')
  const tell = useAction(tellRepair, [getRoom, listRooms])
  const send = () =>
    tell.mutate(
      { params: { id: room.id }, body: { kind, text } },
      {
        onSuccess: () => {
          void message.success(t('detail.told'))
          setText('')
          onClose()
        },
      },
    )
  return (
    <Modal
      open={open}
      title={t('detail.tellTitle')}
      okText={t('detail.tell')}
      confirmLoading={tell.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item>
          <Radio.Group
            value={kind}
            onChange={(event) => setKind(event.target.value as ToldKind)}
            options={ToldKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
        </Form.Item>
        <Form.Item label={t('detail.tellText')} htmlFor="tell-text">
          <Input.TextArea
            id="tell-text"
            rows={3}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Form.Item>
      </Form>
      {tell.error && <ErrorNotice error={tell.error} />}
    </Modal>
  )
}

/** One room: how it is, what it says of itself, its week, and what was done about it. */
export function ClassroomPage() {
  const { t } = useTranslation('classroom')
  const { id = '' } = useParams()
  const now = useNow(REFRESH_MS)
  const [isTelling, setTelling] = useState(false)
  const room = useEndpoint(getRoom, { params: { id } }, { refetchInterval: REFRESH_MS })
  if (room.error && !room.data) return <ErrorPanel error={room.error} onRetry={() => void room.refetch()} />
  if (!room.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const { orgName, className, name, can, repairs, lessons, samples } = room.data
  return (
    <>
      <p className="crumb">
        <Link to={PATHS.classrooms}>{t('detail.back')}</Link>
      </p>
      <PageHead title={`${orgName} ${className ?? ''}`.trim()} note={name}>
        {can.tell && (
          <Button type="primary" onClick={() => setTelling(true)}>
            {t('detail.tell')}
          </Button>
        )}
      </PageHead>
      <NowPanel room={room.data} now={now} />
      <div className="room-pair">
        <section className="card room-part">
          <h2>{t('detail.facts')}</h2>
          <RoomFactsList room={room.data} />
        </section>
        <section className="card room-part">
          <h2>{t('detail.repairs')}</h2>
          {repairs.length === 0 && <p className="quiet">{t('detail.repairsEmpty')}</p>}
          <ul className="repairs">
            {repairs.map((repair) => (
              <RepairRow key={repair.id} repair={repair} now={now} isInRoom />
            ))}
          </ul>
        </section>
      </div>
      <section className="card room-part">
        <h2>{t('detail.week')}</h2>
        <RoomWeek lessons={lessons} now={now} />
      </section>
      <section className="card room-part">
        <h2>{t('detail.history')}</h2>
        <RoomHistory samples={samples} />
      </section>
      <TellDialog room={room.data} open={isTelling} onClose={() => setTelling(false)} />
    </>
  )
}
