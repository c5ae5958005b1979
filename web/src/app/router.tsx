import type { ComponentType } from 'react'
import { createBrowserRouter, type RouteObject } from 'react-router'
import { PATHS } from '../config/paths.ts'
import { Opening } from '../components/opening.tsx'
import { retry } from '../lib/retry.ts'
import { loadWords } from './i18n.ts'
import { PortalLayout } from './layouts/portal-layout.tsx'
import { RootShell } from './root-shell.tsx'
import { PageFault } from './page-fault.tsx'

const RETRY_MS = [500, 2000]

/** A page in its own chunk; its words are fetched at the same time. */
const page =
  (load: () => Promise<ComponentType>, ...words: string[]): RouteObject['lazy'] =>
  async () => {
    const [Component] = await Promise.all([retry(load, RETRY_MS), loadWords(...words)])
    return { Component }
  }

/** What a teacher on a thin line opens first: without antd, which is more code than all the rest of them. */
const lightPages: RouteObject[] = [
  {
    path: PATHS.home,
    lazy: page(() => import('./routes/home.tsx').then((m) => m.HomePage), 'home', 'lessons', 'audience'),
  },
  {
    path: PATHS.library,
    handle: { forRooms: true },
    lazy: page(() => import('../features/library/find/library-page.tsx').then((m) => m.LibraryPage), 'find'),
  },
  {
    path: PATHS.resource,
    handle: { forRooms: true },
    lazy: page(
      () => import('../features/library/resource/resource-page.tsx').then((m) => m.ResourcePage),
      'find',
      'watch',
      'materials',
    ),
  },
  {
    path: PATHS.replay,
    handle: { forRooms: true },
    lazy: page(
      () => import('../features/recordings/replay/replay-page.tsx').then((m) => m.ReplayPage),
      'replay',
      'notes',
    ),
  },
  {
    path: PATHS.evidence,
    lazy: page(
      () => import('../features/research/observation/evidence/evidence-page.tsx').then((m) => m.EvidencePage),
      'observation',
      'replay',
    ),
  },
  {
    path: PATHS.papers,
    handle: { worksOffline: true },
    lazy: page(
      () => import('../features/lessons/papers/papers-page.tsx').then((m) => m.PapersPage),
      'papers',
    ),
  },
  {
    path: PATHS.visits,
    handle: { worksOffline: true },
    lazy: page(
      () => import('../features/training/visits/visits-page.tsx').then((m) => m.VisitsPage),
      'visits',
    ),
  },
  {
    path: PATHS.visit,
    handle: { worksOffline: true },
    lazy: page(
      () => import('../features/training/visits/visits-page.tsx').then((m) => m.VisitsPage),
      'visits',
    ),
  },
  {
    path: PATHS.checkIn,
    lazy: page(
      () => import('../features/training/programmes/check-in/check-in-page.tsx').then((m) => m.CheckInPage),
      'programmes',
    ),
  },
  {
    path: PATHS.checkInScreen,
    lazy: page(
      () =>
        import('../features/training/programmes/check-in/screen-page.tsx').then((m) => m.CheckInScreenPage),
      'programmes',
    ),
  },
  {
    path: PATHS.takeTest,
    lazy: page(
      () => import('../features/training/programmes/test/take-page.tsx').then((m) => m.TakeTestPage),
      'programmes',
    ),
  },
  {
    path: PATHS.packs,
    handle: { forRooms: true },
    lazy: page(() => import('../features/library/packs/packs-page.tsx').then((m) => m.PacksPage), 'packs'),
  },
  {
    path: PATHS.newPack,
    lazy: page(
      () => import('../features/library/packs/builder-page.tsx').then((m) => m.NewPackPage),
      'packs',
      'find',
    ),
  },
  {
    path: PATHS.editPack,
    lazy: page(
      () => import('../features/library/packs/builder-page.tsx').then((m) => m.EditPackPage),
      'packs',
      'find',
    ),
  },
]

/** Made of antd. */
const portalPages: RouteObject[] = [
  {
    path: PATHS.lessons,
    lazy: page(
      () => import('../features/lessons/list/lessons-page.tsx').then((m) => m.LessonsPage),
      'lessons',
    ),
  },
  {
    path: PATHS.newLesson,
    lazy: page(() => import('../features/lessons/plan/plan-page.tsx').then((m) => m.PlanPage), 'lessons'),
  },
  {
    path: PATHS.lesson,
    lazy: page(
      () => import('../features/lessons/detail/lesson-page.tsx').then((m) => m.LessonPage),
      'lessons',
      'changes',
      'notes',
      'materials',
      'board',
      'audience',
      'papers',
    ),
  },
  {
    path: PATHS.editLesson,
    lazy: page(() => import('../features/lessons/plan/edit-page.tsx').then((m) => m.EditPage), 'lessons'),
  },
  {
    path: PATHS.myResources,
    lazy: page(() => import('../features/library/author/mine-page.tsx').then((m) => m.MinePage), 'author'),
  },
  {
    path: PATHS.uploads,
    lazy: page(
      () => import('../features/library/author/uploads-page.tsx').then((m) => m.UploadsPage),
      'upload',
    ),
  },
  {
    path: PATHS.importResources,
    lazy: page(
      () => import('../features/library/packages/packages-page.tsx').then((m) => m.PackagesPage),
      'packages',
      'author',
      'upload',
    ),
  },
  {
    path: PATHS.editResource,
    lazy: page(
      () => import('../features/library/author/edit-page.tsx').then((m) => m.EditResourcePage),
      'author',
      'upload',
      'findings',
    ),
  },
  {
    path: PATHS.editTimeline,
    lazy: page(
      () => import('../features/library/author/timeline/timeline-page.tsx').then((m) => m.TimelinePage),
      'timeline',
      'watch',
    ),
  },
  {
    path: PATHS.reviewDesk,
    lazy: page(() => import('../features/library/review/desk-page.tsx').then((m) => m.DeskPage), 'author'),
  },
  {
    path: PATHS.reviewResource,
    lazy: page(
      () => import('../features/library/review/review-page.tsx').then((m) => m.ReviewPage),
      'author',
      'upload',
      'findings',
    ),
  },
  {
    path: PATHS.courses,
    handle: { forRooms: true },
    lazy: page(
      () => import('../features/courses/list/courses-page.tsx').then((m) => m.CoursesPage),
      'courses',
    ),
  },
  {
    path: PATHS.course,
    handle: { forRooms: true },
    lazy: page(
      () => import('../features/courses/course/course-page.tsx').then((m) => m.CoursePage),
      'courses',
      'find',
    ),
  },
  {
    path: PATHS.editCourse,
    lazy: page(
      () => import('../features/courses/edit/edit-page.tsx').then((m) => m.EditCoursePage),
      'courses',
      'find',
    ),
  },
  {
    path: PATHS.research,
    lazy: page(
      () => import('../features/research/calendar/calendar-page.tsx').then((m) => m.ResearchCalendarPage),
      'research',
    ),
  },
  {
    path: PATHS.communities,
    lazy: page(
      () => import('../features/research/communities/communities-page.tsx').then((m) => m.CommunitiesPage),
      'research',
    ),
  },
  {
    path: PATHS.community,
    lazy: page(
      () => import('../features/research/communities/community-page.tsx').then((m) => m.CommunityPage),
      'research',
    ),
  },
  {
    path: PATHS.researchSession,
    lazy: page(
      () => import('../features/research/session/session-page.tsx').then((m) => m.SessionPage),
      'research',
      'observation',
    ),
  },
  {
    path: PATHS.scales,
    lazy: page(
      () => import('../features/research/observation/scales/scales-page.tsx').then((m) => m.ScalesPage),
      'scales',
    ),
  },
  {
    path: PATHS.scale,
    lazy: page(
      () => import('../features/research/observation/scales/scale-page.tsx').then((m) => m.ScalePage),
      'scales',
      'observation',
    ),
  },
  {
    path: PATHS.programmes,
    lazy: page(
      () => import('../features/training/programmes/list/programmes-page.tsx').then((m) => m.ProgrammesPage),
      'programmes',
    ),
  },
  {
    path: PATHS.programme,
    lazy: page(
      () =>
        import('../features/training/programmes/programme/programme-page.tsx').then((m) => m.ProgrammePage),
      'programmes',
    ),
  },
  {
    path: PATHS.sessionTest,
    lazy: page(
      () => import('../features/training/programmes/test/edit-page.tsx').then((m) => m.EditTestPage),
      'programmes',
    ),
  },
  {
    path: PATHS.calendar,
    lazy: page(
      () => import('../features/schedule/calendar/calendar-page.tsx').then((m) => m.CalendarPage),
      'calendar',
    ),
  },
  {
    path: PATHS.coursePlan,
    lazy: page(
      () => import('../features/schedule/course-plan/plan-page.tsx').then((m) => m.CoursePlanPage),
      'calendar',
    ),
  },
  {
    path: PATHS.pairings,
    lazy: page(
      () => import('../features/schedule/pairings/pairings-page.tsx').then((m) => m.PairingsPage),
      'pairings',
    ),
  },
  {
    path: PATHS.pairing,
    lazy: page(
      () => import('../features/schedule/pairings/pairing-page.tsx').then((m) => m.PairingPage),
      'pairings',
    ),
  },
  {
    path: PATHS.timetable,
    lazy: page(
      () => import('../features/schedule/timetable/timetable-page.tsx').then((m) => m.TimetablePage),
      'timetable',
    ),
  },
  {
    path: PATHS.favourites,
    lazy: page(
      () => import('../features/library/keep/favourites-page.tsx').then((m) => m.FavouritesPage),
      'rooms',
      'find',
    ),
  },
  {
    path: PATHS.collections,
    lazy: page(
      () => import('../features/library/keep/collections-page.tsx').then((m) => m.CollectionsPage),
      'rooms',
      'find',
    ),
  },
  {
    path: PATHS.collection,
    lazy: page(
      () => import('../features/library/keep/collection-page.tsx').then((m) => m.CollectionPage),
      'rooms',
      'find',
    ),
  },
  {
    path: PATHS.usage,
    lazy: page(
      () => import('../features/library/govern/usage-page.tsx').then((m) => m.UsagePage),
      'rooms',
      'find',
    ),
  },
  {
    path: PATHS.comments,
    lazy: page(
      () => import('../features/library/govern/comments-page.tsx').then((m) => m.CommentsPage),
      'rooms',
      'find',
      'author',
    ),
  },
  {
    path: PATHS.withdrawn,
    lazy: page(
      () => import('../features/library/govern/withdrawn-page.tsx').then((m) => m.WithdrawnPage),
      'rooms',
      'find',
      'author',
    ),
  },
  {
    path: PATHS.observe,
    lazy: page(
      () => import('../features/lessons/observe/observe-page.tsx').then((m) => m.ObservePage),
      'notes',
    ),
  },
  {
    path: PATHS.classrooms,
    lazy: page(
      () => import('../features/lessons/rooms/rooms-page.tsx').then((m) => m.RoomsPage),
      'classroom',
    ),
  },
  {
    path: PATHS.classroom,
    lazy: page(
      () => import('../features/lessons/rooms/room-page.tsx').then((m) => m.ClassroomPage),
      'classroom',
    ),
  },
  {
    path: PATHS.repairs,
    lazy: page(
      () => import('../features/lessons/rooms/repairs-page.tsx').then((m) => m.RepairsPage),
      'classroom',
    ),
  },
  {
    path: PATHS.organizations,
    lazy: page(
      () =>
        import('../features/people/organizations/organizations-page.tsx').then((m) => m.OrganizationsPage),
      'people',
    ),
  },
  {
    path: PATHS.people,
    lazy: page(
      () => import('../features/people/persons/people-page.tsx').then((m) => m.PeoplePage),
      'people',
    ),
  },
  {
    path: PATHS.classes,
    lazy: page(
      () => import('../features/people/classes/classes-page.tsx').then((m) => m.ClassesPage),
      'people',
    ),
  },
  {
    path: PATHS.devices,
    lazy: page(
      () => import('../features/people/devices/devices-page.tsx').then((m) => m.DevicesPage),
      'people',
    ),
  },
  {
    path: PATHS.curriculum,
    lazy: page(
      () => import('../features/curriculum/curriculum-page.tsx').then((m) => m.CurriculumPage),
      'curriculum',
    ),
  },
  {
    path: PATHS.training,
    lazy: page(
      () => import('../features/training/file/file-page.tsx').then((m) => m.TrainingFilePage),
      'training',
    ),
  },
  {
    path: PATHS.trainingPerson,
    lazy: page(
      () => import('../features/training/file/file-page.tsx').then((m) => m.TrainingFilePage),
      'training',
    ),
  },
  {
    path: PATHS.trainingDesk,
    lazy: page(
      () => import('../features/training/desk/desk-page.tsx').then((m) => m.HoursDeskPage),
      'training',
    ),
  },
  {
    path: PATHS.trainingOverview,
    lazy: page(
      () => import('../features/training/overview/overview-page.tsx').then((m) => m.TrainingOverviewPage),
      'training',
    ),
  },
  {
    path: PATHS.reports,
    lazy: page(() => import('../features/reports/reports-page.tsx').then((m) => m.ReportsPage), 'reports'),
  },
  {
    path: PATHS.audit,
    lazy: page(() => import('../features/people/audit/audit-page.tsx').then((m) => m.AuditPage), 'people'),
  },
  {
    path: PATHS.me,
    lazy: page(
      () => import('../features/people/account/account-page.tsx').then((m) => m.AccountPage),
      'people',
    ),
  },
  { path: '*', lazy: page(() => import('./routes/not-found.tsx').then((m) => m.NotFoundPage)) },
]

const withFault = (route: RouteObject): RouteObject => ({ ...route, errorElement: <PageFault /> })

export const router = createBrowserRouter([
  {
    element: <RootShell />,
    errorElement: <PageFault />,
    hydrateFallbackElement: <Opening />,
    children: [
      {
        path: PATHS.signIn,
        lazy: page(
          () => import('../features/people/sign-in/sign-in-page.tsx').then((m) => m.SignInPage),
          'signin',
        ),
      },
      {
        path: PATHS.verify,
        lazy: page(
          () => import('../features/training/verify/verify-page.tsx').then((m) => m.VerifyPage),
          'verify',
        ),
      },
      {
        path: PATHS.device,
        lazy: page(
          () => import('./routes/device.tsx').then((m) => m.DevicePage),
          'signin',
          'classroom',
          'materials',
          'board',
        ),
      },
      {
        path: PATHS.offline,
        lazy: page(
          () => import('../features/library/packs/offline/offline-page.tsx').then((m) => m.OfflinePage),
          'packs',
        ),
      },
      {
        path: PATHS.room,
        lazy: page(
          () => import('../features/lessons/room/room-page.tsx').then((m) => m.RoomPage),
          'room',
          'board',
          'tape',
          'notes',
          'papers',
        ),
      },
      {
        path: PATHS.observeSession,
        lazy: page(
          () =>
            import('../features/research/observation/observe/observe-page.tsx').then(
              (m) => m.ObserveSessionPage,
            ),
          'observation',
        ),
      },
      {
        path: PATHS.watchLive,
        lazy: page(
          () => import('../features/lessons/audience/audience-page.tsx').then((m) => m.AudiencePage),
          'audience',
          'room',
        ),
      },
      {
        path: PATHS.design,
        lazy: page(
          () => import('../features/research/design/design-page.tsx').then((m) => m.DesignPage),
          'design',
        ),
      },
      {
        path: PATHS.check,
        lazy: page(
          () => import('../features/lessons/check/check-page.tsx').then((m) => m.CheckPage),
          'check',
        ),
      },
      {
        element: <PortalLayout />,
        children: [
          ...lightPages.map(withFault),
          {
            lazy: page(() => import('./layouts/antd-pages.tsx').then((m) => m.AntdPages)),
            errorElement: <PageFault />,
            children: portalPages.map(withFault),
          },
        ],
      },
    ],
  },
])
