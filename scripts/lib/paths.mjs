import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this clone. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export const inRoot = (...parts) => join(ROOT, ...parts)

/** A program that npm installed. */
export const installed = (name) => inRoot('node_modules', '.bin', name)

/** The Node this project is pinned to, whatever the machine has. */
export const NODE = installed('node')

/** Stamps of work already done in this clone; gone with node_modules. */
export const STAMPS = inRoot('node_modules', '.cache', 'tongke')
