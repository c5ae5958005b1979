import type { EndpointResponse, getTimeline } from '@tongke/contract'

export type Timeline = EndpointResponse<typeof getTimeline>
