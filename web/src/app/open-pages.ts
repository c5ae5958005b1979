import { matchPath } from 'react-router'
import { PATHS } from '../config/paths.ts'

const OPEN_PAGES = [PATHS.signIn, PATHS.device, PATHS.offline, PATHS.verify] as const

/** Whether nobody needs to be signed in there: it is not asked who is, and whoever is not stays. */
export const isOpenPage = (pathname: string): boolean =>
  OPEN_PAGES.some((pattern) => matchPath(pattern, pathname) !== null)
