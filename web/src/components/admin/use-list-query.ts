import { useSearchParams } from 'react-router'

const PAGE_SIZE = 20

/** A list's search, filters and page live in the address, so that they survive a reload and can be sent to a colleague. */
export function useListQuery() {
  const [params, setParams] = useSearchParams()
  const page = Math.max(1, Number(params.get('page')) || 1)

  const set = (changes: Record<string, string | undefined>) =>
    setParams(
      (previous) => {
        const next = new URLSearchParams(previous)
        next.delete('page')
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value)
          else next.delete(name)
        }
        return next
      },
      { replace: true },
    )

  return {
    page,
    pageSize: PAGE_SIZE,
    search: params.get('search') || undefined,
    get: (name: string): string | undefined => params.get(name) || undefined,
    set,
    setPage: (to: number) => set({ page: to > 1 ? String(to) : undefined }),
  }
}
export type ListQuery = ReturnType<typeof useListQuery>
