import {
  ProgrammeSessionKind,
  addProgrammeSession,
  findResources,
  getProgramme,
  listLessons,
  removeProgrammeSession,
  updateProgrammeSession,
  type ProgrammeDetail,
  type ProgrammeSession,
  type ProgrammeSessionInput,
} from '@tongke/contract'
import { App, Button, Form, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../../../components/admin/form-drawer.tsx'
import { OrgSelect } from '../../../../components/pickers/org-select.tsx'
import { FULL_WIDTH, useTyped, withChosen } from '../../../../components/pickers/remote-options.ts'
import { useAction, useEndpoint } from '../../../../lib/query.ts'
import { momentOf } from '../../../../lib/time.ts'

interface Props {
  detail: ProgrammeDetail
  /** Null: a new one. */
  session: ProgrammeSession | null
  onClose: () => void
}

interface Values {
  kind: ProgrammeSessionKind
  title: string
  startsAt: string
  endsAt: string
  place?: string
  lessonId?: string | null
  resourceId?: string | null
  hostOrgId?: string | null
  days?: number | null
}

const LOCAL = 'YYYY-MM-DDTHH:mm'
const HOUR = 3_600_000

const inputOf = (values: Values): ProgrammeSessionInput => ({
  kind: values.kind,
  title: values.title,
  startsAt: dayjs(values.startsAt).valueOf(),
  endsAt: dayjs(values.endsAt).valueOf(),
  place: values.place ?? '',
  lessonId: values.kind === 'live' ? (values.lessonId ?? null) : null,
  resourceId: values.kind === 'video' ? (values.resourceId ?? null) : null,
  hostOrgId: values.kind === 'shadowing' ? (values.hostOrgId ?? null) : null,
  days: values.kind === 'shadowing' ? (values.days ?? null) : null,
})

/** When, where and how the programme meets once. */
export function SessionDrawer({ detail, session, onClose }: Props) {
  const { t } = useTranslation('programmes')
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form) ?? session?.kind ?? 'face'
  const adding = useAction(addProgrammeSession, [getProgramme])
  const saving = useAction(updateProgrammeSession, [getProgramme])
  const removing = useAction(removeProgrammeSession, [getProgramme])
  const { modal } = App.useApp()
  const save = async () => {
    const body = inputOf(await form.validateFields())
    const then = { onSuccess: onClose }
    if (session) saving.mutate({ params: { id: session.id }, body }, then)
    else adding.mutate({ params: { id: detail.card.id }, body }, then)
  }
  const remove = () => session && removing.mutate({ params: { id: session.id } }, { onSuccess: onClose })
  const required = [{ required: true, message: t('sessions.required') }]
  const begin = dayjs().add(1, 'day').startOf('hour').valueOf()
  return (
    <FormDrawer
      title={t(session ? 'sessions.edit' : 'sessions.add')}
      open
      pending={adding.isPending || saving.isPending}
      error={adding.error ?? saving.error ?? removing.error}
      onSave={() => void save().catch(() => undefined)}
      onClose={onClose}
      aside={
        session && (
          <Button
            danger
            onClick={() => void modal.confirm({ title: t('sessions.removeSure'), onOk: remove })}
          >
            {t('sessions.remove')}
          </Button>
        )
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          ...(session ?? { kind: 'face' }),
          startsAt: dayjs(session?.startsAt ?? begin).format(LOCAL),
          endsAt: dayjs(session?.endsAt ?? begin + 2 * HOUR).format(LOCAL),
        }}
      >
        <Form.Item name="kind" label={t('sessions.kind')} rules={required}>
          <Select
            options={ProgrammeSessionKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="title" label={t('sessions.title')} rules={required}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="startsAt" label={t('sessions.startsAt')} rules={required}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="endsAt" label={t('sessions.endsAt')} rules={required}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="place" label={t('sessions.place')}>
          <Input maxLength={80} />
        </Form.Item>
        {kind === 'live' && (
          <Form.Item name="lessonId" label={t('sessions.lesson')} rules={required}>
            <LessonSelect known={session} />
          </Form.Item>
        )}
        {kind === 'video' && (
          <Form.Item name="resourceId" label={t('sessions.resource')} rules={required}>
            <FilmSelect known={session} />
          </Form.Item>
        )}
        {kind === 'shadowing' && (
          <>
            <Form.Item name="hostOrgId" label={t('sessions.host')} rules={required}>
              <OrgSelect kinds={['urban', 'centre', 'village', 'point']} />
            </Form.Item>
            <Form.Item name="days" label={t('sessions.days')} rules={required}>
              <InputNumber min={1} max={60} />
            </Form.Item>
          </>
        )}
      </Form>
    </FormDrawer>
  )
}

interface SelectProps {
  value?: string | null
  onChange?: (id: string | null) => void
  id?: string
  known: ProgrammeSession | null
}

function LessonSelect({ value, onChange, known, ...rest }: SelectProps) {
  const [search, setSearch] = useTyped()
  const found = useEndpoint(listLessons, { query: { search, pageSize: 30 } })
  const options = (found.data?.items ?? []).map((lesson) => ({
    value: lesson.id,
    label: `${lesson.title} · ${momentOf(lesson.plannedStart)}`,
  }))
  const chosen = value && known?.lessonId === value ? { value, label: known.lessonTitle ?? '' } : undefined
  return (
    <Select
      {...rest}
      style={FULL_WIDTH}
      value={value ?? undefined}
      onChange={(next: string | undefined) => onChange?.(next ?? null)}
      options={withChosen(options, chosen)}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setSearch }}
    />
  )
}

function FilmSelect({ value, onChange, known, ...rest }: SelectProps) {
  const [search, setSearch] = useTyped()
  const found = useEndpoint(findResources, { query: { q: search ?? '', pageSize: 30 } })
  const options = (found.data?.items ?? [])
    .filter(({ durationMs }) => durationMs !== null)
    .map((card) => ({ value: card.id, label: card.title }))
  const chosen =
    value && known?.resourceId === value ? { value, label: known.resourceTitle ?? '' } : undefined
  return (
    <Select
      {...rest}
      style={FULL_WIDTH}
      value={value ?? undefined}
      onChange={(next: string | undefined) => onChange?.(next ?? null)}
      options={withChosen(options, chosen)}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setSearch }}
    />
  )
}
