import { jest } from '@jest/globals'

/** Real processes on a busy machine: what fails must fail by its own wait, which says what was missing. */
jest.setTimeout(30_000)
