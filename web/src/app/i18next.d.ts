import 'i18next'
import type audience from './i18n/zh-CN/audience.json'
import type author from './i18n/zh-CN/author.json'
import type board from './i18n/zh-CN/board.json'
import type changes from './i18n/zh-CN/changes.json'
import type check from './i18n/zh-CN/check.json'
import type classroom from './i18n/zh-CN/classroom.json'
import type common from './i18n/zh-CN/common.json'
import type courses from './i18n/zh-CN/courses.json'
import type design from './i18n/zh-CN/design.json'
import type curriculum from './i18n/zh-CN/curriculum.json'
import type errors from './i18n/zh-CN/errors.json'
import type find from './i18n/zh-CN/find.json'
import type findings from './i18n/zh-CN/findings.json'
import type interaction from './i18n/zh-CN/interaction.json'
import type home from './i18n/zh-CN/home.json'
import type lessons from './i18n/zh-CN/lessons.json'
import type meeting from './i18n/zh-CN/meeting.json'
import type notes from './i18n/zh-CN/notes.json'
import type packages from './i18n/zh-CN/packages.json'
import type materials from './i18n/zh-CN/materials.json'
import type timetable from './i18n/zh-CN/timetable.json'
import type packs from './i18n/zh-CN/packs.json'
import type outcome from './i18n/zh-CN/outcome.json'
import type observation from './i18n/zh-CN/observation.json'
import type scales from './i18n/zh-CN/scales.json'
import type papers from './i18n/zh-CN/papers.json'
import type people from './i18n/zh-CN/people.json'
import type replay from './i18n/zh-CN/replay.json'
import type reports from './i18n/zh-CN/reports.json'
import type room from './i18n/zh-CN/room.json'
import type research from './i18n/zh-CN/research.json'
import type calendar from './i18n/zh-CN/calendar.json'
import type pairings from './i18n/zh-CN/pairings.json'
import type signin from './i18n/zh-CN/signin.json'
import type tape from './i18n/zh-CN/tape.json'
import type training from './i18n/zh-CN/training.json'
import type verify from './i18n/zh-CN/verify.json'
import type timeline from './i18n/zh-CN/timeline.json'
import type programmes from './i18n/zh-CN/programmes.json'
import type visits from './i18n/zh-CN/visits.json'
import type upload from './i18n/zh-CN/upload.json'
import type rooms from './i18n/zh-CN/rooms.json'
import type watch from './i18n/zh-CN/watch.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: {
      audience: typeof audience
      author: typeof author
      board: typeof board
      changes: typeof changes
      check: typeof check
      classroom: typeof classroom
      common: typeof common
      courses: typeof courses
      curriculum: typeof curriculum
      design: typeof design
      errors: typeof errors
      find: typeof find
      findings: typeof findings
      interaction: typeof interaction
      home: typeof home
      lessons: typeof lessons
      meeting: typeof meeting
      notes: typeof notes
      packages: typeof packages
      materials: typeof materials
      packs: typeof packs
      timetable: typeof timetable
      people: typeof people
      replay: typeof replay
      observation: typeof observation
      outcome: typeof outcome
      scales: typeof scales
      papers: typeof papers
      reports: typeof reports
      room: typeof room
      research: typeof research
      calendar: typeof calendar
      pairings: typeof pairings
      signin: typeof signin
      tape: typeof tape
      timeline: typeof timeline
      programmes: typeof programmes
      visits: typeof visits
      training: typeof training
      verify: typeof verify
      upload: typeof upload
      rooms: typeof rooms
      watch: typeof watch
    }
  }
}
