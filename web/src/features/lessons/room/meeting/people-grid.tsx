import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { RemoteVideo } from '../parts/remote-video.tsx'
import { useMediaView, useRemotes } from '../room-context.tsx'
import { useMeeting, useVoices } from './meeting-context.tsx'
import {
  camerasFor,
  columnsFor,
  companyOf,
  identityOf,
  isHere,
  largeTile,
  shownCameras,
} from './meeting.rules.ts'
import { PersonTile } from './person-tile.tsx'

/** In so small a circle all tiles are large. */
const SMALL_CIRCLE = 4

/** Everybody I hear, whoever speaks large; those who are away by name below. */
export function PeopleGrid() {
  const { t } = useTranslation('meeting')
  const { t: common } = useTranslation()
  const { lesson, myId, chairId, myIdentity, ...rest } = useMeeting()
  const { quality } = useMediaView()
  const { spokeAt } = useVoices()
  const meeting = { ...rest, chairId }
  const company = companyOf(meeting, myId)
  const here = company.filter(({ id }) => id === myId || isHere(meeting, lesson.lecturerOnline, id))
  const away = company.filter((one) => !here.includes(one))
  const others = here.filter(({ id }) => id !== myId).map(({ id }) => identityOf(id, chairId))
  const cap = camerasFor(lesson.plan.meeting?.cameras ?? 1, quality[myIdentity]?.level ?? null)
  const shown = shownCameras(others, spokeAt, cap)
  const screen = useScreen(others)
  const large = screen ? null : largeTile(others, spokeAt, SMALL_CIRCLE)
  const places = here.length + (screen ? 4 : large ? 3 : 0)
  return (
    <section className="meet-people" aria-label={t('people')}>
      <div
        className="meet-tiles"
        data-count={here.length}
        style={{ '--columns': columnsFor(places) } as CSSProperties}
      >
        {screen && (
          <article className="meet-tile meet-tile-screen">
            <RemoteVideo identity={screen} source="screen" label={t('tile.screen')} />
          </article>
        )}
        {here.map((person) => {
          const identity = identityOf(person.id, chairId)
          return (
            <PersonTile
              key={person.id}
              person={person}
              isLarge={identity === large}
              hasPicture={shown.has(identity)}
            />
          )
        })}
      </div>
      {away.length > 0 && (
        <p className="meet-away">
          {t('away', {
            names: away.map(({ name, orgName }) => `${name} (${orgName})`).join(common('listComma')),
          })}
        </p>
      )}
    </section>
  )
}

/** Who of these shows a screen; the first of several. */
function useScreen(others: readonly string[]) {
  const screens = Object.values(useRemotes()).filter(
    (remote) => remote?.source === 'screen' && remote.isLive && !remote.isPaused,
  )
  return screens.find((remote) => remote && others.includes(remote.identity))?.identity ?? null
}
