import {
  getObservation,
  handInSheet,
  putMarkVoice,
  putSheet,
  syncSheet,
  takeBackSheet,
} from '@tongke/contract'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { call, upload } from '../../../../lib/api.ts'
import { uuid7 } from '../../../../live/id.ts'
import {
  ObservationBook,
  type ObservationServer,
  type ObservationView,
} from '../../../../live/observation/observation-book.ts'
import {
  BrowserObservationShelf,
  sheetKey,
  type HeldSheet,
} from '../../../../live/observation/observation-shelf.ts'

export const shelf = new BrowserObservationShelf()

const serverOf = (sessionId: string, lessonId: string): ObservationServer => ({
  read: async () => {
    const { sheets } = await call(getObservation, { params: { id: sessionId } })
    return sheets.find((sheet) => sheet.lessonId === lessonId) ?? null
  },
  put: (sheetId, body) => call(putSheet, { params: { id: sessionId, sheetId }, body }),
  sync: (id, body) => call(syncSheet, { params: { id }, body }),
  voice: (id, sound) =>
    upload(putMarkVoice, { params: { id } }, new File([sound], 'voice', { type: sound.type })),
  handIn: (id, marks) => call(handInSheet, { params: { id }, body: { marks } }),
  takeBack: (id) => call(takeBackSheet, { params: { id } }),
})

const blankSheet = (personId: string, sessionId: string, lessonId: string): HeldSheet => ({
  key: sheetKey(personId, sessionId, lessonId),
  id: uuid7(),
  personId,
  sessionId,
  lessonId,
  scaleVersionId: null,
  isPut: false,
  answers: {},
  answersEdit: 0,
  answersSent: 0,
  handedInAt: null,
  takeBackUntil: null,
  wantsHandIn: false,
})

const nothing = () => () => undefined
const none = () => null

/** My sheet of a lesson, while the page is open. */
export function useBook(
  personId: string,
  sessionId: string,
  lessonId: string,
): { book: ObservationBook; view: ObservationView } | null {
  const [book, setBook] = useState<ObservationBook | null>(null)
  useEffect(() => {
    const opened = new ObservationBook({
      shelf,
      server: serverOf(sessionId, lessonId),
      sheet: blankSheet(personId, sessionId, lessonId),
    })
    let isOpen = true
    void opened.open().then(() => isOpen && setBook(opened))
    return () => {
      isOpen = false
      opened.close()
    }
  }, [personId, sessionId, lessonId])
  const view = useSyncExternalStore<ObservationView | null>(
    book?.view.subscribe ?? nothing,
    book?.view.get ?? none,
  )
  return book && view ? { book, view } : null
}
