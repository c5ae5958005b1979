import { useEffect } from 'react'
import { isApiError } from '../../../../lib/api-error.ts'
import { keepPerson, knownPerson, type KnownPerson } from '../../../../lib/known-person.ts'
import { useMe } from '../../../../lib/me.ts'

/** Who observes: by the server's word, and without a line whoever was signed in here last. Null: not known yet, or nobody. */
export function useObserver(): { who: KnownPerson | null; isAway: boolean } {
  const me = useMe()
  const person = me.data?.kind === 'person' ? me.data : null
  const isAway = isApiError(me.error, 'offline', 'unavailable')
  useEffect(() => {
    if (person) keepPerson(person)
  }, [person])
  return { who: person ?? (isAway || me.isPending ? knownPerson() : null), isAway }
}
