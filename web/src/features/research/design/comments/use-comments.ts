import { listDesignComments } from '@tongke/contract'
import { useEndpoint } from '../../../../lib/query.ts'

export const useComments = (designId: string) => useEndpoint(listDesignComments, { params: { id: designId } })
