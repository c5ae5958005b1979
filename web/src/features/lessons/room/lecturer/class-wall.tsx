import { useLesson } from '../room-context.tsx'
import { ClassTile } from './class-tile.tsx'
import { WatchersWall } from './watchers-wall.tsx'

/** All listening classes; the one on stage is large, the others stand beside it. */
export function ClassWall() {
  const { lesson } = useLesson()
  const stage = lesson.stage?.legId
  if (lesson.plan.legs.length === 0) return <WatchersWall />
  return (
    <section className={`wall wall-${lesson.plan.legs.length}${stage ? ' wall-staged' : ''}`}>
      {lesson.plan.legs.map((planned, index) => (
        <ClassTile key={planned.id} legId={planned.id} number={index + 1} />
      ))}
    </section>
  )
}
