import { existsSync } from 'node:fs'

const SETPRIV = '/usr/bin/setpriv'

/**
 * A command line under which the kernel sends `signal` to the program when its parent dies, be it by kill -9: nothing of ours may
 * outlive the supervisor. `setpriv` becomes the program, so the process id stays the same.
 * @param {{ uid: number, gid: number }} [user] run as this user (only root may)
 * @returns {[string, string[]]}
 */
export function boundToUs(program, args, signal, user) {
  if (!existsSync(SETPRIV)) return [program, args]
  const identity = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : []
  return [SETPRIV, [...identity, `--pdeathsig=${signal}`, program, ...args]]
}
