import { Injectable } from '@nestjs/common'
import type { Health } from '@tongke/contract'
import type { z } from 'zod'
import { createRequire } from 'node:module'

export interface DependencyState {
  readonly status: 'ok' | 'down'
  readonly detail?: string
}

interface Dependency {
  readonly check: () => Promise<DependencyState>
  /** Without it the server cannot answer anything. */
  readonly vital: boolean
}

const CHECK_LIMIT_MS = 2_000
const { version } = createRequire(import.meta.url)('../../../package.json') as { version: string }

/** Modules register what they depend on; `/api/health` asks all of them. */
@Injectable()
export class HealthRegistry {
  private readonly dependencies = new Map<string, Dependency>()

  register(name: string, dependency: Dependency): void {
    this.dependencies.set(name, dependency)
  }

  live(): z.infer<typeof Health> {
    return { status: 'ok', version, dependencies: {} }
  }

  async ready(): Promise<z.infer<typeof Health>> {
    const states = await Promise.all(
      [...this.dependencies].map(async ([name, { check, vital }]) => ({
        name,
        vital,
        state: await limited(check),
      })),
    )
    const down = states.filter(({ state }) => state.status === 'down')
    const status = down.length === 0 ? 'ok' : down.some(({ vital }) => vital) ? 'down' : 'degraded'
    return {
      status,
      version,
      dependencies: Object.fromEntries(states.map(({ name, state }) => [name, state])),
    }
  }
}

async function limited(check: Dependency['check']): Promise<DependencyState> {
  const late = new Promise<DependencyState>((resolve) =>
    setTimeout(
      () => resolve({ status: 'down', detail: `no answer within ${CHECK_LIMIT_MS} ms` }),
      CHECK_LIMIT_MS,
    ).unref(),
  )
  return Promise.race([check(), late]).catch(() => ({ status: 'down', detail: 'does not answer' }))
}
