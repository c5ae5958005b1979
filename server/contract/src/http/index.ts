import type { Endpoint } from './endpoint.ts'
import * as audience from './audience.ts'
import * as courseClasses from './course-classes.ts'
import * as courses from './courses.ts'
import * as curriculum from './curriculum.ts'
import * as exchange from './library/exchange.ts'
import * as files from './library/files.ts'
import * as find from './library/find.ts'
import * as packages from './library/packages.ts'
import * as packs from './library/packs.ts'
import * as use from './library/use.ts'
import * as watch from './library/watch.ts'
import * as processing from './library/processing.ts'
import * as resources from './library/resources.ts'
import * as review from './library/review.ts'
import * as withdrawn from './library/withdrawn.ts'
import * as uploads from './library/uploads.ts'
import * as lessonGeneration from './lesson-generation.ts'
import * as lessonDecks from './lesson-decks.ts'
import * as lessonMaterials from './lesson-materials.ts'
import * as lessonTalk from './lesson-talk.ts'
import * as lessonPapers from './lesson-papers.ts'
import * as lessons from './lessons.ts'
import * as meetings from './meetings.ts'
import * as observing from './observing.ts'
import * as organizations from './organizations.ts'
import * as people from './people.ts'
import * as calendar from './schedule/calendar.ts'
import * as researchCommunities from './research/communities.ts'
import * as researchSessionWork from './research/session-work.ts'
import * as researchSessions from './research/sessions.ts'
import * as coursePlans from './schedule/course-plan.ts'
import * as pairingProgress from './schedule/pairing-progress.ts'
import * as pairings from './schedule/pairings.ts'
import * as designs from './research/designs.ts'
import * as scales from '../research/scale.ts'
import * as observation from '../research/observation.ts'
import * as outcome from '../research/outcome.ts'
import * as recordingAgreement from './recording-agreement.ts'
import * as replays from './replays.ts'
import * as rooms from './rooms.ts'
import * as reports from './reports.ts'
import * as programmes from '../training/programme.ts'
import * as programmeSessions from '../training/programme-sessions.ts'
import * as visits from '../training/visit.ts'
import * as session from './session.ts'
import * as timetable from './timetable.ts'
import * as trainingCertificates from './training/certificates.ts'
import * as trainingHours from './training/hours.ts'
import * as trainingOverview from './training/overview.ts'

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value

/** Every HTTP operation of the server by its name, for OpenAPI and for tests that go over all of them. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = Object.fromEntries(
  [
    session,
    organizations,
    people,
    curriculum,
    resources,
    review,
    withdrawn,
    files,
    uploads,
    processing,
    find,
    watch,
    use,
    exchange,
    packages,
    packs,
    calendar,
    coursePlans,
    pairings,
    pairingProgress,
    lessons,
    lessonGeneration,
    lessonDecks,
    lessonMaterials,
    lessonTalk,
    meetings,
    recordingAgreement,
    audience,
    rooms,
    observing,
    courses,
    courseClasses,
    researchCommunities,
    researchSessions,
    researchSessionWork,
    outcome,
    programmes,
    programmeSessions,
    visits,
    timetable,
    replays,
    lessonPapers,
    designs,
    trainingHours,
    trainingCertificates,
    trainingOverview,
    scales,
    observation,
    reports,
  ]
    .flatMap((module) => Object.entries(module))
    .filter((entry): entry is [string, Endpoint] => isEndpoint(entry[1])),
)
