import type { TechnicalFinding } from '@tongke/contract'

/** The file is at fault, and a repetition would find the same: the job ends and its author reads why. */
export class FileFault extends Error {
  constructor(
    readonly finding: TechnicalFinding,
    readonly log = '',
  ) {
    super(finding.code)
    this.name = 'FileFault'
  }
}

/** Something outside the file is missing: the job waits, and that is no failed attempt. */
export class NotYet extends Error {
  constructor(readonly finding: TechnicalFinding) {
    super(finding.code)
    this.name = 'NotYet'
  }
}

/** The step may succeed when it is repeated; `finding` is what its author reads when it never does. */
export class StepFailed extends Error {
  constructor(
    readonly finding: TechnicalFinding,
    readonly log: string,
  ) {
    super(finding.code)
    this.name = 'StepFailed'
  }
}

/** Somebody else holds the job, or nobody wants it any more: stop, write nothing. */
export class LeaseLost extends Error {
  constructor() {
    super('The lease is lost')
    this.name = 'LeaseLost'
  }
}
