import { matchPath } from 'react-router'
import { PATHS } from '../config/paths.ts'

/** Pages for whoever is not signed in: the public may verify a certificate. */
const OPEN = [PATHS.signIn, PATHS.device, PATHS.offline, PATHS.verify]

export const isOpenPage = (pathname: string): boolean =>
  OPEN.some((pattern) => matchPath(pattern, pathname) !== null)
