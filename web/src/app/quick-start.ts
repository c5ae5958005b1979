import { z } from 'zod'

// The portal's content security policy forbids code made of strings: without asking, zod finds out by an error.
z.config({ jitless: true })

/**
 * React makes errors to throw later while it is read, and for the stack of each the browser reads a whole file again: a
 * quarter of the time that an old PC needs before it can greet anyone. The stacks of that moment say nothing to anybody.
 */
const depth = Error.stackTraceLimit
Error.stackTraceLimit = 0
/** From now on errors say where they come from. */
export const rememberStacks = () => {
  Error.stackTraceLimit = depth
}
