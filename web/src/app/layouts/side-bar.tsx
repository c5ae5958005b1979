import {
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  BookOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  CommentOutlined,
  DesktopOutlined,
  EnvironmentOutlined,
  EyeOutlined,
  FileDoneOutlined,
  FolderOpenOutlined,
  FundOutlined,
  InboxOutlined,
  InsertRowAboveOutlined,
  LinkOutlined,
  PlaySquareOutlined,
  ProfileOutlined,
  ReadOutlined,
  ScheduleOutlined,
  SolutionOutlined,
  SoundOutlined,
  TableOutlined,
  TeamOutlined,
} from '@ant-design/icons-svg'
import type { IconDefinition } from '@ant-design/icons-svg/es/types'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { Icon } from '../../components/plain/icon.tsx'
import { Logo } from '../../components/plain/logo.tsx'
import { PATHS } from '../../config/paths.ts'
import type { PersonMe } from '../../lib/me.ts'
import { LANGUAGES, setLanguage } from '../i18n.ts'
import { GROUPS, litOn, navFor, type NavItem } from './nav.ts'
import { useSignOut } from './use-sign-out.ts'

const ICONS: Record<NavItem['key'], IconDefinition> = {
  home: CalendarOutlined,
  lessons: ReadOutlined,
  library: PlaySquareOutlined,
  courses: ProfileOutlined,
  research: CommentOutlined,
  training: SolutionOutlined,
  trainingDesk: CheckSquareOutlined,
  trainingOverview: FundOutlined,
  observe: EyeOutlined,
  programmes: SolutionOutlined,
  visits: EnvironmentOutlined,
  packs: InboxOutlined,
  calendar: ScheduleOutlined,
  pairings: LinkOutlined,
  timetable: InsertRowAboveOutlined,
  check: SoundOutlined,
  myResources: FolderOpenOutlined,
  reviewDesk: FileDoneOutlined,
  classrooms: BankOutlined,
  reports: BarChartOutlined,
  organizations: ApartmentOutlined,
  people: TeamOutlined,
  classes: TableOutlined,
  devices: DesktopOutlined,
  curriculum: BookOutlined,
  audit: AuditOutlined,
}

function NavGroup({
  items,
  heading,
  lit,
}: {
  items: readonly NavItem[]
  heading: string
  lit: NavItem['key'] | undefined
}) {
  const { t } = useTranslation()
  if (items.length === 0) return null
  return (
    <>
      <h2>{heading}</h2>
      <ul>
        {items.map(({ key, to }) => (
          <li key={key}>
            <Link to={to} {...(key === lit && { className: 'active', 'aria-current': 'page' })}>
              <Icon of={ICONS[key]} />
              {t(`nav.${key}`)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function OtherLanguage() {
  const { t, i18n } = useTranslation()
  const other = LANGUAGES.find((language) => language !== i18n.language) ?? 'zh-CN'
  return (
    <button type="button" lang={other} onClick={() => void setLanguage(other)}>
      {t('nav.language')}
    </button>
  )
}

export function SideBar({ me, open }: { me: PersonMe; open: boolean }) {
  const { t } = useTranslation()
  const signOut = useSignOut()
  const items = navFor(me.posts.map((post) => post.role))
  const [post] = me.posts
  const lit = litOn(useLocation().pathname, items)
  return (
    <aside className="side" data-open={open} id="side">
      <Link to={PATHS.home} className="side-brand">
        <Logo height={24} />
      </Link>
      <nav className="side-nav" aria-label={t('nav.label')}>
        {GROUPS.map((group) => (
          <NavGroup
            key={group}
            heading={t(`nav.${group}`)}
            lit={lit}
            items={items.filter((item) => item.group === group)}
          />
        ))}
      </nav>
      <div className="side-foot">
        <Link to={PATHS.me} className="side-me" aria-label={`${t('nav.me')}：${me.name}`}>
          <strong>{me.name}</strong>
          {post && (
            <span title={post.orgName}>
              {t(`role.${post.role}`)} · {post.orgName}
            </span>
          )}
        </Link>
        <div className="side-foot-row">
          <button type="button" onClick={signOut}>
            {t('nav.signOut')}
          </button>
          <OtherLanguage />
        </div>
      </div>
    </aside>
  )
}
